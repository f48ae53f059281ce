//! What every command on the user's parcels needs: configuration, clock, database, and a way to say which parcel.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use jiff::{Timestamp, civil::Date};

use super::args::Global;
use crate::{
    carriers::{Secrets, numbers},
    config::{Config, Folders},
    daemon::{Setup, clock::Clock, lock, tell},
    model::{Act, ParcelId, Ruling, SourceId, Told},
    notify,
    store::{Listed, Migrate, Store, StoreError},
    text::Arg,
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
    together(config, folders, named)
}

/// The same with the secrets themselves, as the daemon needs them.
pub(super) fn together(
    config: Config,
    folders: Folders,
    secrets: BTreeMap<SourceId, Secrets>,
) -> anyhow::Result<Setup> {
    let lang = config.language(locale().as_deref());
    let channels = notify::channels(&config.notify, bus().as_deref());
    // Any seed spreads asks; this one differs between users and stays the same for one.
    let seed = folders
        .data
        .to_string_lossy()
        .bytes()
        .fold(7, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    Setup::new(config, folders, lang, secrets, channels, seed)
}

/// The address of the session bus, where there is a session.
pub(super) fn bus() -> Option<String> {
    var("DBUS_SESSION_BUS_ADDRESS")
}

/// The clock of a data folder, which is made where there is none.
pub(super) fn clock(folders: &Folders) -> anyhow::Result<Clock> {
    make_private(&folders.data)?;
    let (clock, end) = (var("POSYLKA_CLOCK"), var("POSYLKA_CLOCK_END"));
    let clock = Clock::open(&folders.data, clock.as_deref(), end.as_deref(), folders.database().exists())?;
    if clock.is_test() {
        eprintln!("POSYLKA_CLOCK: {}", clock.now());
    }
    Ok(clock)
}

fn make_private(folder: &std::path::Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder).with_context(|| folder.display().to_string())
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
        let now = clock(&setup.folders)?.now();
        let migrate = if lock::probe(&setup.folders.data)? { Migrate::No } else { Migrate::Yes };
        let store = Store::open(&setup.folders.database(), migrate)?;
        Ok(Desk { setup, store, now })
    }

    /// The user's day.
    pub fn today(&self) -> Date {
        self.setup.book.day(self.now)
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

    /// The parcel a person means: by id, by number, or by a piece of the title that only one has.
    pub fn which(&mut self, meant: &str) -> anyhow::Result<ParcelId> {
        let all = self.list()?;
        if let Some(found) = all.iter().find(|it| it.parcel.id.to_string() == meant.trim()) {
            return Ok(found.parcel.id);
        }
        let number = numbers::parse(meant).ok();
        let by_number = all.iter().filter(|it| it.legs.iter().any(|leg| Some(&leg.key.number) == number.as_ref()));
        let piece = meant.trim().to_lowercase();
        let by_title = all.iter().filter(|it| !piece.is_empty() && it.parcel.title.to_lowercase().contains(&piece));
        let by_order = all.iter().filter(|it| it.orders.iter().any(|order| order.id == meant.trim()));
        let mut found: Vec<&Listed> = by_number.chain(by_title).chain(by_order).collect();
        found.sort_by_key(|it| it.parcel.id);
        found.dedup_by_key(|it| it.parcel.id);
        match found.as_slice() {
            [one] => Ok(one.parcel.id),
            [] => bail!(self.say("which-none", &[("what", meant.into())])),
            several => {
                let ids: Vec<_> = several.iter().map(|it| format!("{} {}", it.parcel.id, it.parcel.title)).collect();
                bail!(self.say("which-several", &[("what", meant.into()), ("ids", ids.join(", ").as_str().into())]))
            }
        }
    }

    /// Does something to a parcel, and says what follows.
    pub fn act(&mut self, id: ParcelId, act: Act) -> anyhow::Result<Ruling> {
        let (setup, now) = (&self.setup, self.now);
        let ruling = self.store.within(|tx| tell::tell(tx, setup, id, &Told::User(act), now))?;
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
