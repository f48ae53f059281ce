//! What every command on the user's parcels needs: configuration, clock, database, and a way to say which parcel.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow, bail};
use jiff::{Timestamp, civil::Date};

use super::{args::Global, reply::aside};
use crate::{
    app::{Setup, tell},
    carriers::{Secrets, numbers},
    clock::Clock,
    config::{Config, Folders, Keys},
    daemon::lock,
    model::{Act, Carrier, CarrierId, Number, NumberError, ParcelId, Ruling, SourceId, Told},
    notify::{self, Means},
    rules::history::History,
    store::{Listed, Migrate, Store, StoreError},
    text::{Arg, Phrasebook},
};

/// A variable of the environment, if it is set to something.
pub(super) fn var(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The locale people set: the first of these counts.
pub(super) fn locale() -> Option<String> {
    ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(var)
}

/// Configuration and folders, put together. A command sends nothing, so it knows which secrets there are but not what
/// they say.
pub(super) fn setup(global: &Global) -> anyhow::Result<Setup> {
    let folders = Folders::choose(global.config.as_deref(), global.data.as_deref())?;
    let config = Config::load(&folders)?;
    let named = config.secrets.iter().map(|(source, names)| {
        let names = names.keys().map(|name| (name.clone(), String::new())).collect();
        (source.clone(), names)
    });
    let named: BTreeMap<SourceId, Secrets> = named.collect();
    together(config, folders, named, &Keys::new())
}

/// The same with the secrets themselves, as the daemon needs them.
pub(super) fn together(
    config: Config,
    folders: Folders,
    secrets: BTreeMap<SourceId, Secrets>,
    keys: &Keys,
) -> anyhow::Result<Setup> {
    let lang = config.language(locale().as_deref());
    let bus = bus();
    let loopback_only = var("POSYLKA_CLOCK").is_some();
    let means = Means { bus: bus.as_deref(), keys, loopback_only };
    let channels = notify::channels(&config.notify, &means);
    let heartbeat = notify::heartbeat(&config.notify, &means);
    // Any seed spreads asks; this one differs between users and stays the same for one.
    let seed = folders
        .data
        .to_string_lossy()
        .bytes()
        .fold(7, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut setup = Setup::new(config, folders, lang, secrets, channels, seed)?;
    setup.heartbeat = heartbeat;
    Ok(setup)
}

/// The address of the session bus: the one that is named, else where sessions have it, be it there yet or not.
pub(super) fn bus() -> Option<String> {
    let usual = || var("XDG_RUNTIME_DIR").map(|folder| format!("unix:path={folder}/bus"));
    var("DBUS_SESSION_BUS_ADDRESS").or_else(usual)
}

/// The clock of a data folder, which is made where there is none. A test clock is announced.
pub(super) fn clock(setup: &Setup) -> anyhow::Result<Clock> {
    let folders = &setup.folders;
    make_private(&folders.data)?;
    let (clock, end) = (var("POSYLKA_CLOCK"), var("POSYLKA_CLOCK_END"));
    let clock = Clock::open(&folders.data, clock.as_deref(), end.as_deref(), folders.database().exists())?;
    clock.check(clock.now())?;
    let (id, rate) = match clock {
        Clock::Real => return Ok(clock),
        Clock::Rate { rate, .. } => ("clock-runs", i64::from(rate)),
        Clock::Leap { .. } => ("clock-leaps", 0),
    };
    let now = clock.now().to_zoned(setup.knowledge.zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string();
    aside(&setup.phrases.phrase(id, &[("now", now.into()), ("rate", rate.into())]));
    Ok(clock)
}

fn make_private(folder: &std::path::Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder).with_context(|| folder.display().to_string())
}

/// Why a text is no tracking number. Of a long text the beginning is shown.
pub(super) fn not_a_number(phrases: &Phrasebook, text: &str, fault: &NumberError) -> String {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    match fault {
        NumberError::Length(_) => phrases.phrase("number-length", &[("text", shown.into())]),
        NumberError::Character(c) => {
            phrases.phrase("number-character", &[("text", shown.into()), ("character", c.to_string().into())])
        }
    }
}

/// The user's desk.
pub(super) struct Desk {
    pub setup: Setup,
    pub store: Store,
    pub now: Timestamp,
}

impl Desk {
    /// Opens everything. Only where no daemon runs may a command bring the database up to date.
    pub fn open(global: &Global) -> anyhow::Result<Desk> {
        let setup = setup(global)?;
        let now = clock(&setup)?.now();
        let migrate = if lock::probe(&setup.folders.data)? { Migrate::No } else { Migrate::Yes };
        let store = Store::open(&setup.folders.database(), migrate)?;
        Ok(Desk { setup, store, now })
    }

    /// The user's day.
    pub fn today(&self) -> Date {
        self.setup.knowledge.day(self.now)
    }

    /// A phrase in the user's language.
    pub fn say(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.setup.phrases.phrase(id, args)
    }

    /// A phrase without variables.
    pub fn label(&self, id: &str) -> String {
        self.setup.phrases.label(id)
    }

    /// All parcels.
    pub fn list(&mut self) -> anyhow::Result<Vec<Listed>> {
        Ok(self.store.reading(|tx| tx.list())?)
    }

    /// The parcel a person means: by id, number, order or title, else by a piece of the title that only one has. What
    /// fits wholly goes before what fits in part.
    pub fn which(&mut self, meant: &str) -> anyhow::Result<ParcelId> {
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
            [] => bail!(self.say("which-none", &[("what", meant.into())])),
            several => {
                let ids: Vec<_> = several.iter().map(|it| format!("{} {}", it.parcel.id, it.parcel.title)).collect();
                bail!(self.say("which-several", &[("what", meant.into()), ("ids", ids.join(", ").into())]))
            }
        }
    }

    /// The carrier a person means: by id or by a name of it. One that nobody defines would never be asked.
    pub fn carrier(&self, meant: &str) -> anyhow::Result<CarrierId> {
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
                bail!(self.say("carrier-nobody", &[("carrier", meant.into()), ("known", known.join(", ").into())]))
            }
        }
    }

    /// The one number a person typed.
    pub fn number(&self, text: &str) -> anyhow::Result<Number> {
        numbers::parse(text).map_err(|fault| anyhow!(not_a_number(&self.setup.phrases, text, &fault)))
    }

    /// Takes in what all parcels teach: it costs a look at every scan, so only who judges by it does.
    pub fn learn(&mut self) -> anyhow::Result<()> {
        if self.setup.knowledge.history != History::default() {
            return Ok(());
        }
        let (setup, now) = (&self.setup, self.now);
        self.setup = self.store.reading(|tx| tell::learn(tx, setup, now))?;
        Ok(())
    }

    /// Does something to a parcel, and says what follows. It can be undone.
    pub fn act(&mut self, id: ParcelId, act: Act) -> anyhow::Result<Ruling> {
        self.tell(id, &Told::User(act))
    }

    /// Tells a parcel what the user knows, and says what follows. It can be undone.
    pub fn tell(&mut self, id: ParcelId, told: &Told) -> anyhow::Result<Ruling> {
        self.learn()?;
        let (setup, now) = (&self.setup, self.now);
        let ruling = self.store.within(|tx| tell::deed(tx, setup, id, told, now))?;
        ruling.with_context(|| format!("parcel {id} is gone"))
    }

    /// Does something in one transaction.
    pub fn within<T>(
        &mut self,
        work: impl FnOnce(&crate::store::Tx<'_>, &Setup, Timestamp) -> Result<T, StoreError>,
    ) -> anyhow::Result<T> {
        let (setup, now) = (&self.setup, self.now);
        Ok(self.store.within(|tx| work(tx, setup, now))?)
    }
}
