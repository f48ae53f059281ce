//! Which parcel, which carrier, which source, which shop and which number a person means.

use super::{App, Refusal, Setup, refusal::not_a_number};
use crate::{
    carriers::{Definition, numbers},
    model::{Carrier, CarrierId, Leg, Number, ParcelId, ShopId, SourceId},
    store::Listed,
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
    /// fits wholly goes before what fits in part.
    ///
    /// # Errors
    /// A [`Refusal`] where none fits, or several do.
    pub fn find_parcel(&mut self, meant: &str) -> anyhow::Result<ParcelId> {
        let all = self.list()?;
        let (meant, piece, number) = (meant.trim(), meant.trim().to_lowercase(), numbers::parse(meant).ok());
        let ways: [&dyn Fn(&Listed) -> bool; 5] = [
            &|it| it.parcel.id.to_string() == meant,
            &|it| it.legs.iter().any(|leg| Some(&leg.key.number) == number.as_ref()),
            &|it| !meant.is_empty() && it.orders.iter().any(|order| order.id == meant),
            &|it| it.parcel.title.to_lowercase() == piece,
            &|it| !piece.is_empty() && it.parcel.title.to_lowercase().contains(&piece),
        ];
        let fits = ways.iter().map(|fits| all.iter().filter(|it| fits(it)).collect::<Vec<_>>());
        match fits.into_iter().find(|found| !found.is_empty()).unwrap_or_default().as_slice() {
            [one] => Ok(one.parcel.id),
            [] => Err(Refusal::new("which-none").with("what", meant.to_owned()).into()),
            several => {
                let ids: Vec<_> = several.iter().map(|it| format!("{} {}", it.parcel.id, it.parcel.title)).collect();
                Err(Refusal::new("which-several").with("what", meant.to_owned()).with("ids", ids.join(", ")).into())
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
                Err(Refusal::new("carrier-nobody")
                    .with("carrier", meant.to_owned())
                    .with("known", known.join(", "))
                    .into())
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
        let takes = |it: &&Definition| it.carrier_codes.is_some();
        let Some(definition) = self.setup.registry.iter().filter(takes).find(|it| it.id.as_str() == source) else {
            let known: Vec<&str> = self.setup.registry.iter().filter(takes).map(|it| it.id.as_str()).collect();
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

impl Setup {
    /// Whether a source is one of those a leg is asked for at.
    pub fn asks(&self, leg: &Leg, source: &SourceId) -> bool {
        let carrier = self.knowledge.carriers.get(&leg.key.carrier);
        carrier.is_some_and(|it| it.sources.iter().any(|it| it.id == *source))
    }

    /// The source a person names by its id.
    pub fn find_source(&self, id: &str) -> Result<&Definition, Refusal> {
        self.registry.source(&SourceId::from(id)).ok_or_else(|| {
            let known: Vec<String> = self.registry.iter().map(|it| it.id.to_string()).collect();
            Refusal::new("carrier-unknown").with("id", id.to_owned()).with("known", known.join(", "))
        })
    }
}
