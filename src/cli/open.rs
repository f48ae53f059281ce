//! What every command on the user's parcels needs: configuration, clock, database.

use anyhow::Context;

use super::{environment::var, global::Global, output::aside};
use crate::{
    app::{App, Setup, setup::Environment},
    clock::Clock,
    config::{Config, Folders},
    daemon::lock,
    text::{Lang, Phrasebook},
};

/// The environment of this process.
pub(super) const ENVIRONMENT: Environment = Environment { var };

/// Configuration and folders, put together. A command sends nothing, so it needs no secret.
pub(super) fn setup(global: &Global) -> anyhow::Result<Setup> {
    ENVIRONMENT.setup_without_secrets(Folders::choose(global.config.as_deref(), global.data.as_deref())?)
}

/// The same with the secrets, as who asks carriers needs them.
pub(super) async fn setup_with_secrets(global: &Global) -> anyhow::Result<Setup> {
    ENVIRONMENT.setup_with_secrets(Folders::choose(global.config.as_deref(), global.data.as_deref())?).await
}

/// The words by the locale alone, where no configuration is read.
pub(super) fn words_of_the_locale() -> Phrasebook {
    Phrasebook::new(Config::default().language(ENVIRONMENT.locale().as_deref()))
}

/// The language of the configuration, or of the locale where it cannot be read.
pub(super) fn language(global: &Global) -> Lang {
    let folders = Folders::choose(global.config.as_deref(), global.data.as_deref());
    let config = folders.ok().and_then(|folders| Config::load(&folders).ok()).unwrap_or_default();
    config.language(ENVIRONMENT.locale().as_deref())
}

/// The words in the language of the configuration, or of the locale where it cannot be read.
pub(super) fn words_of(global: &Global) -> Phrasebook {
    Phrasebook::new(language(global))
}

/// Opens everything.
pub(super) fn app(global: &Global) -> anyhow::Result<App> {
    let mut app = app_with(setup(global)?)?;
    see_only(&mut app, global)?;
    Ok(app)
}

/// From now on only what is theirs is there who are named on the command line.
///
/// # Errors
/// A refusal where nobody of the house is called so.
pub(super) fn see_only(app: &mut App, global: &Global) -> anyhow::Result<()> {
    let people = global.people.iter().map(|name| app.setup.find_person(name)).collect::<Result<Vec<_>, _>>();
    let people = people.map_err(|refusal| anyhow::anyhow!(refusal.in_words(&app.setup.phrases)))?;
    app.see_only(people);
    Ok(())
}

/// Opens everything for who only looks: a slip in the user's files is said, and the rest is shown. Nothing is judged by half
/// of a configuration.
pub(super) fn app_as_far_as_it_goes(global: &Global) -> anyhow::Result<App> {
    let folders = Folders::choose(global.config.as_deref(), global.data.as_deref())?;
    let setup = ENVIRONMENT.setup_as_far_as_it_goes(folders)?;
    let mut app = match setup.slips.is_empty() {
        true => app_with(setup)?,
        false => {
            let now = clock(&setup)?.now();
            let may_migrate = !lock::probe(&setup.folders.data)?;
            App::open(setup, now, may_migrate)?
        }
    };
    see_only(&mut app, global)?;
    Ok(app)
}

/// Opens what is there for who completes a word: nothing is made, said or brought up to date.
pub(super) fn app_to_complete(global: &Global) -> Option<App> {
    let setup = setup(global).ok().filter(|it| it.folders.database().exists())?;
    let now = unannounced(&setup).ok()?.now();
    let mut app = App::open(setup, now, false).ok()?;
    see_only(&mut app, global).ok()?;
    Some(app)
}

/// Opens everything with a setup that was put together already.
pub(super) fn app_with(setup: Setup) -> anyhow::Result<App> {
    Ok(opened(setup)?.app)
}

/// What a command that looks needs.
pub(super) struct Opened {
    pub app: App,
    pub clock: Clock,
    /// Whether a daemon watches.
    pub daemon: bool,
}

/// The same with the clock, and whether a daemon watches.
pub(super) fn opened(setup: Setup) -> anyhow::Result<Opened> {
    let clock = clock(&setup)?;
    let daemon = lock::probe(&setup.folders.data)?;
    let mut app = App::open(setup, clock.now(), !daemon)?;
    if !daemon {
        app.catch_up()?;
    }
    Ok(Opened { app, clock, daemon })
}

/// Opens everything once more in a command that has announced its clock already.
pub(super) fn app_unannounced(global: &Global) -> anyhow::Result<App> {
    let setup = setup(global)?;
    let now = unannounced(&setup)?.now();
    Ok(App::open(setup, now, false)?)
}

/// Opens everything once more as it is by now, for who stays and looks again.
pub(super) fn app_as_it_is(global: &Global) -> anyhow::Result<App> {
    let mut app = app_unannounced(global)?;
    if !lock::probe(&app.setup.folders.data)? {
        app.catch_up()?;
    }
    see_only(&mut app, global)?;
    Ok(app)
}

/// The day it is.
pub(super) fn today(setup: &Setup) -> anyhow::Result<jiff::civil::Date> {
    Ok(unannounced(setup)?.now().to_zoned(setup.knowledge.zone.clone()).date())
}

fn unannounced(setup: &Setup) -> anyhow::Result<Clock> {
    let folders = &setup.folders;
    make_private(&folders.data)?;
    let (clock, end) = (var("POSYLKA_CLOCK"), var("POSYLKA_CLOCK_END"));
    Ok(Clock::open(&folders.data, clock.as_deref(), end.as_deref(), folders.database().exists())?)
}

/// The clock of a data folder, which is made where there is none. A test clock is announced.
pub(super) fn clock(setup: &Setup) -> anyhow::Result<Clock> {
    let clock = unannounced(setup)?;
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
