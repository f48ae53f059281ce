//! Which parcel, which carrier, which source, which shop and which number a person means.

use super::{App, Refusal, Setup, meant::nearest, refusal::not_a_number};
use crate::{
    carriers::{Brief, Definition, numbers},
    model::{Carrier, CarrierId, Leg, Number, ParcelId, ShopId, SourceId},
    store::{StoreError, Tx},
};

/// Whose a number is, as a person says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCarrier {
    /// The carrier, or the source itself where only the source knows whose code it is.
    pub carrier: CarrierId,
    /// What a source calls the carrier.
    pub code: Option<SourceCode>,
}

/// What a source calls a carrier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceCode {
    /// The source.
    pub source: SourceId,
    /// Its code.
    pub code: String,
}

impl App {
    /// The parcel a person means: by id, number, order or title, else by a piece of the title that only one has. What
    /// fits wholly goes before what fits in part. The id of one that travels in another means that other: what was told of
    /// it names it so.
    ///
    /// # Errors
    /// A [`Refusal`] where none fits, or several do.
    pub fn find_parcel(&mut self, meant: &str) -> anyhow::Result<ParcelId> {
        let found = self.store.reading(|tx| fitting(tx, meant.trim()))?;
        match found.as_slice() {
            [one] => Ok(*one),
            [] => {
                let meant = meant.trim();
                let titles = self.store.reading(|tx| tx.titles(true))?.into_iter();
                let near = nearest(meant, titles.map(|(id, title)| (title.clone(), format!("{id} {title}"))));
                Err(Refusal::new("which-none")
                    .with("what", meant.to_owned())
                    .with("meant", self.setup.meant(near))
                    .into())
            }
            several => {
                let titles =
                    self.store.reading(|tx| several.iter().map(|id| tx.title(*id)).collect::<Result<Vec<_>, _>>())?;
                let ids = several.iter().zip(titles).map(|(id, title)| format!("{id} {}", title.unwrap_or_default()));
                let ids = ids.collect::<Vec<_>>().join(", ");
                Err(Refusal::new("which-several").with("what", meant.trim().to_owned()).with("ids", ids).into())
            }
        }
    }

    /// The parcel of an id or of a whole number, as an address names it: what is gone never means another one.
    ///
    /// # Errors
    /// A [`Refusal`] where there is none, or the number is that of several.
    pub fn parcel_at(&mut self, named: &str) -> anyhow::Result<ParcelId> {
        let found = self.store.reading(|tx| exactly(tx, named.trim()))?;
        match found.as_slice() {
            [one] => Ok(*one),
            _ => {
                let refusal = Refusal::new("which-none").with("what", named.trim().to_owned());
                Err(refusal.with("meant", String::new()).into())
            }
        }
    }

    /// The carrier a person means: by id or by a name of it. One that nobody defines would never be asked.
    pub fn find_carrier(&self, meant: &str) -> anyhow::Result<CarrierId> {
        let wanted = meant.trim().to_lowercase();
        let carriers = &self.setup.knowledge.carriers;
        let called = |it: &&Carrier| {
            let names = [it.id.as_str(), &it.name].into_iter().chain(it.name_ru.as_deref());
            names.chain(it.also_called.iter().map(String::as_str)).any(|name| name.to_lowercase() == wanted)
        };
        match carriers.values().find(called) {
            Some(carrier) => Ok(carrier.id.clone()),
            None => {
                let known: Vec<&str> = carriers.keys().map(CarrierId::as_str).collect();
                let names = carriers.values().flat_map(|it| {
                    let names = [it.id.as_str(), &it.name].into_iter().chain(it.name_ru.as_deref());
                    names.map(|name| (name.to_owned(), it.id.to_string())).collect::<Vec<_>>()
                });
                let near = self.setup.meant(nearest(meant, names));
                let refusal = Refusal::new("carrier-nobody").with("carrier", meant.to_owned()).with("meant", near);
                Err(refusal.with("known", known.join(", ")).into())
            }
        }
    }

    /// Whose a number is, as a person says it: a carrier, or as `SOURCE:CODE` a source and what it calls the carrier.
    ///
    /// # Errors
    /// A [`Refusal`] where nobody is meant, the source takes no code, or the code is none of its.
    pub fn find_whose(&self, meant: &str) -> anyhow::Result<NamedCarrier> {
        let Some((source, code)) = meant.trim().split_once(':') else {
            return Ok(NamedCarrier { carrier: self.find_carrier(meant)?, code: None });
        };
        let (source, code) = (source.trim().to_lowercase(), code.trim());
        let takes = |it: &&Brief| it.carrier_codes.is_some();
        let Some(definition) = self.setup.registry.briefs().filter(takes).find(|it| it.id.as_str() == source) else {
            let known: Vec<&str> = self.setup.registry.briefs().filter(takes).map(|it| it.id.as_str()).collect();
            return Err(Refusal::new("code-source").with("source", source).with("known", known.join(", ")).into());
        };
        if let Some(codes) = definition.carrier_codes.as_ref().filter(|codes| !codes.fits(code)) {
            let refusal = Refusal::new("code-shape").with("code", code.to_owned()).with("source", source);
            return Err(refusal.with("from", codes.from.clone()).into());
        }
        let code = SourceCode { source: definition.id.clone(), code: code.to_owned() };
        Ok(NamedCarrier { carrier: definition.of.clone(), code: Some(code) })
    }

    /// What a source calls a carrier, as `SOURCE:CODE`.
    ///
    /// # Errors
    /// A [`Refusal`] where it is not that.
    pub fn find_code(&self, meant: &str) -> anyhow::Result<SourceCode> {
        let code = self.find_whose(meant)?.code;
        code.ok_or_else(|| Refusal::new("code-wanted").with("carrier", meant.trim().to_owned()).into())
    }

    /// The shop a person names, or the one of orders that name none.
    pub fn find_shop(&self, wanted: Option<&str>) -> anyhow::Result<ShopId> {
        let shop = wanted.map_or_else(|| self.setup.config.shop.clone(), ShopId::from);
        if !self.setup.knowledge.shops.contains_key(&shop) {
            let known: Vec<&str> = self.setup.knowledge.shops.keys().map(ShopId::as_str).collect();
            return Err(Refusal::new("add-no-shop")
                .with("shop", shop.to_string())
                .with("known", known.join(", "))
                .into());
        }
        Ok(shop)
    }

    /// The one number a person typed.
    pub fn parse_number(&self, text: &str) -> anyhow::Result<Number> {
        numbers::parse(text).map_err(|fault| not_a_number(text, &fault).into())
    }
}

/// The parcels a person may mean, by the first way that finds any. Titles of what is out of sight come last.
fn fitting(tx: &Tx<'_>, meant: &str) -> Result<Vec<ParcelId>, StoreError> {
    let exactly = exactly(tx, meant)?;
    let found = if exactly.is_empty() && !meant.is_empty() { tx.with_order(meant)? } else { exactly };
    if !found.is_empty() || meant.is_empty() {
        return Ok(found);
    }
    let piece = meant.to_lowercase();
    for in_sight in [true, false] {
        let titles: Vec<(ParcelId, String)> =
            tx.titles(in_sight)?.into_iter().map(|(id, title)| (id, title.to_lowercase())).collect();
        let whole: Vec<ParcelId> = titles.iter().filter(|(_, title)| *title == piece).map(|(id, _)| *id).collect();
        let part = || titles.iter().filter(|(_, title)| title.contains(&piece)).map(|(id, _)| *id).collect();
        let found: Vec<ParcelId> = if whole.is_empty() { part() } else { whole };
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The parcel of an id, else those of a whole number.
fn exactly(tx: &Tx<'_>, named: &str) -> Result<Vec<ParcelId>, StoreError> {
    if let Some(id) = named.parse().ok().map(ParcelId).filter(|id| id.to_string() == named)
        && let Some(id) = tx.travels_in(id)?
    {
        return Ok(vec![id]);
    }
    numbers::parse(named).map_or(Ok(Vec::new()), |number| tx.with_number(&number))
}

impl Setup {
    /// Whether a source is one of those a leg is asked for at.
    pub fn asks(&self, leg: &Leg, source: &SourceId) -> bool {
        let carrier = self.knowledge.carriers.get(&leg.key.carrier);
        carrier.is_some_and(|it| it.sources.iter().any(|it| it.id == *source))
    }

    /// What was perhaps meant, as it follows a refusal; nothing where nobody knows.
    fn meant(&self, near: Option<String>) -> String {
        let said = near.map(|near| self.phrases.phrase("did-you-mean", &[("meant", near.into())]));
        said.map(|said| format!(" {said}")).unwrap_or_default()
    }

    /// The source a person names by its id.
    pub fn find_source(&self, id: &str) -> Result<&Definition, Refusal> {
        self.registry.source(&SourceId::from(id)).ok_or_else(|| {
            let known: Vec<String> = self.registry.briefs().map(|it| it.id.to_string()).collect();
            let near = self.meant(nearest(id, known.iter().map(|known| (known.clone(), known.clone()))));
            Refusal::new("carrier-unknown")
                .with("id", id.to_owned())
                .with("meant", near)
                .with("known", known.join(", "))
        })
    }
}
