//! A look at the carriers that somebody at the page asks for. The daemon does it where one runs; without one it is done here, on a
//! thread of its own, and the page that was asked for does not wait.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::sleep;

use super::site::Site;
use crate::{
    app::{
        App, Setup,
        look::foreground::{LookFor, Step, Time},
    },
    model::ParcelId,
    wire::Wire,
};

/// No look is longer: what is left comes with the next.
const PATIENCE: Duration = Duration::from_secs(30);

/// Looks for these parcels; for none nothing is done.
pub(super) fn soon(site: &Site, parcels: &[ParcelId]) {
    if parcels.is_empty() {
        return;
    }
    if site.daemon().alive {
        return site.nudge();
    }
    let (site, parcels) = (site.clone(), parcels.to_vec());
    // One at a time: a host is asked no faster for two who look.
    let Some(looks) = site.begin_look() else { return };
    let spawned = std::thread::Builder::new().name("look".to_owned()).spawn(move || {
        if let Err(fault) = look(&site, &parcels) {
            tracing::warn!("A look at the carriers did not get through: {fault:#}");
        }
        drop(looks);
    });
    if let Err(fault) = spawned {
        tracing::warn!("A look at the carriers cannot begin: {fault}");
    }
}

fn look(site: &Site, parcels: &[ParcelId]) -> anyhow::Result<()> {
    let setup: Setup = site.with(|app| Ok(app.setup.clone()))?;
    let mut app = App::open(setup, site.now(), false)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let at_home = site.at_home();
        let wanted = LookFor { parcels: Some(parcels), at_home };
        let end = site.now().checked_add(PATIENCE)?;
        let mut waiting = Waiting { site: site.clone(), end };
        app.look(&Wire::new(at_home), wanted, &mut waiting, &mut |_: &Setup, _: Step<'_>| {}).await?;
        Ok(())
    })
}

struct Waiting {
    site: Site,
    end: Timestamp,
}

impl Time for Waiting {
    fn now(&self) -> Timestamp {
        self.site.now()
    }

    fn leaps(&self) -> bool {
        false
    }

    fn comes(&self, at: Timestamp) -> bool {
        at <= self.end
    }

    async fn until(&mut self, at: Timestamp) {
        sleep(self.left(at)).await;
    }

    fn over(&self) -> impl Future<Output = ()> + 'static {
        sleep(PATIENCE)
    }
}

impl Waiting {
    fn left(&self, at: Timestamp) -> Duration {
        at.duration_since(self.now()).try_into().unwrap_or(Duration::ZERO)
    }
}
