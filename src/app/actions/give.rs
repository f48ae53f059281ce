//! Whose a parcel is: one person's, several people's, or the whole house's.

use crate::{
    app::{refusal::Refusal, setup::Setup, state::App},
    model::{Deed, ParcelId, PersonId},
    store::{Sees, StoreError, Tx, UndoStep},
};

impl App {
    /// From now on only what is these people's is there, and what is added is theirs; with nobody everything is. Returns what
    /// was there before.
    pub fn see_only(&mut self, people: Vec<PersonId>) -> Sees {
        self.store.see_only(if people.is_empty() { Sees::Everything } else { Sees::Of(people) })
    }

    /// From now on only what others may know of is there: what is these people's, with nobody what is the whole house's.
    ///
    /// # Errors
    /// A [`Refusal`] where nobody of the house is called so.
    pub fn see_for_others(&mut self, names: &[String]) -> Result<(), Refusal> {
        let people =
            names.iter().map(|name| self.setup.find_person(name)).collect::<Result<Vec<PersonId>, Refusal>>()?;
        self.store.see_only(match people.is_empty() {
            true if self.setup.names().is_empty() => Sees::Everything,
            true => Sees::Unowned,
            false => Sees::Of(people),
        });
        Ok(())
    }

    /// Who looks; nobody in particular where it is empty.
    pub fn seen_by(&self) -> &[PersonId] {
        self.store.seen_by()
    }

    /// Gives a parcel to people, or with none of them to the whole house. It can be undone.
    ///
    /// # Errors
    /// A [`Refusal`] where nobody of the house is called so, or a person would give away what is theirs to nobody.
    pub fn give(&mut self, id: ParcelId, names: &[String]) -> anyhow::Result<()> {
        let mut people =
            names.iter().map(|name| self.setup.find_person(name)).collect::<Result<Vec<PersonId>, Refusal>>()?;
        if people.is_empty() && !self.seen_by().is_empty() {
            return Err(Refusal::new("give-to-nobody").into());
        }
        people.sort();
        people.dedup();
        self.within(|tx, setup, now| {
            let before = tx.people_of(id)?;
            if before == people {
                return Ok(());
            }
            give(tx, setup, id, &people)?;
            tx.remember(id, &UndoStep::Given { before }, &Deed::Given { people }, None, now)
        })?;
        Ok(())
    }

    /// Whose a parcel is, by name; nobody's is the whole house's.
    pub fn people_of(&mut self, id: ParcelId) -> Result<Vec<PersonId>, StoreError> {
        self.store.reading(|tx| tx.people_of(id))
    }
}

/// The parcel is theirs, and so is what is still to be told of it.
pub(super) fn give(tx: &Tx<'_>, setup: &Setup, id: ParcelId, people: &[PersonId]) -> Result<(), StoreError> {
    tx.give_to(id, people)?;
    tx.pass_to(id, &setup.channel_names_for(people))
}
