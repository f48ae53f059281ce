//! That what is given to others does not get out, and does again: each is told once.

use super::App;
use crate::{
    model::{Notice, NoticeKind, Outlet},
    store::StoreError,
};

impl App {
    /// It does not get out any more. Returns whether that is told now.
    pub fn outlet_fails(&mut self, outlet: Outlet, detail: &str) -> Result<bool, StoreError> {
        if self.store.reading(|tx| tx.trouble(&name(outlet)))?.is_some() {
            return Ok(false);
        }
        let since = self.today();
        let kind = NoticeKind::OutletFails { outlet, since, detail: detail.to_owned() };
        self.within(|tx, setup, at| {
            let notice = Notice { key: format!("outlet-fails:{outlet}:{since}"), kind, urgent: false, at };
            tx.trouble_begins(&name(outlet), &notice, &setup.channel_names())
        })
    }

    /// It gets out. Returns whether somebody who was told that it did not is told so now.
    pub fn outlet_works(&mut self, outlet: Outlet) -> Result<bool, StoreError> {
        if self.store.reading(|tx| tx.trouble(&name(outlet)))?.is_none() {
            return Ok(false);
        }
        let day = self.today();
        self.within(|tx, setup, at| {
            let kind = NoticeKind::OutletIsBack { outlet };
            let notice = Notice { key: format!("outlet-back:{outlet}:{day}"), kind, urgent: false, at };
            tx.trouble_ends(&name(outlet), &notice, &setup.channel_names())
        })
    }
}

fn name(outlet: Outlet) -> String {
    format!("outlet:{outlet}")
}
