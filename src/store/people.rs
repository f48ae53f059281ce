//! Whose a parcel is, and who looks: what is not theirs is not there for them.
//!
//! Everything that finds a parcel, by whatever it is known, goes through [`Tx::sees`] or [`Tx::only_seen`]. Where nobody in
//! particular looks, that costs nothing.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;

use super::{Listed, Store, StoreError, Tx};
use crate::model::{ParcelId, PersonId};

/// Which parcels are there for who looks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Sees {
    /// Every one.
    #[default]
    Everything,
    /// Those that are nobody's: the whole house's.
    Unowned,
    /// Those of any of these people; what is added is theirs.
    Of(Vec<PersonId>),
}

impl Sees {
    fn people(&self) -> &[PersonId] {
        if let Sees::Of(people) = self { people } else { &[] }
    }
}

impl Store {
    /// From now on only that is there. Returns what was before.
    pub fn see_only(&mut self, sees: Sees) -> Sees {
        std::mem::replace(&mut self.sees, sees)
    }

    /// Who looks; nobody in particular where it is empty.
    pub fn seen_by(&self) -> &[PersonId] {
        self.sees.people()
    }
}

impl Tx<'_> {
    /// Who looks; nobody in particular where it is empty.
    pub fn seen_by(&self) -> &[PersonId] {
        self.sees.people()
    }

    /// Whether a parcel is there for who looks.
    pub(super) fn sees(&self, id: ParcelId) -> Result<bool, StoreError> {
        Ok(match self.sees {
            Sees::Everything => true,
            Sees::Unowned => self.people_of(id)?.is_empty(),
            Sees::Of(people) => self.people_of(id)?.iter().any(|it| people.contains(it)),
        })
    }

    /// The same of one that is not there any more, by whose it was.
    pub(super) fn saw(&self, people: &[PersonId]) -> bool {
        match self.sees {
            Sees::Everything => true,
            Sees::Unowned => people.is_empty(),
            Sees::Of(those) => people.iter().any(|it| those.contains(it)),
        }
    }

    /// Those of the rows that are of parcels that are there for who looks.
    pub(super) fn only_seen<T>(&self, rows: Vec<T>, id: impl Fn(&T) -> ParcelId) -> Result<Vec<T>, StoreError> {
        let Some(seen) = self.seen()? else { return Ok(rows) };
        Ok(rows.into_iter().filter(|row| seen.contains(&id(row))).collect())
    }

    /// Every parcel that is there for who looks; nothing where all are.
    pub(super) fn seen(&self) -> Result<Option<BTreeSet<ParcelId>>, StoreError> {
        let mut seen = BTreeSet::new();
        match self.sees {
            Sees::Everything => return Ok(None),
            Sees::Unowned => {
                let unowned = "SELECT id FROM parcels WHERE joined IS NULL
                               AND NOT EXISTS (SELECT 1 FROM belongs WHERE parcel = parcels.id)";
                seen.extend(self.all(unowned, [], |row| row.get(0).map(ParcelId))?);
            }
            Sees::Of(people) => {
                for person in people {
                    let of = "SELECT parcel FROM belongs WHERE person = ?1";
                    seen.extend(self.all(of, [person.as_str()], |row| row.get(0).map(ParcelId))?);
                }
            }
        }
        Ok(Some(seen))
    }

    /// Whose a parcel is, by name; nobody's is the whole house's.
    pub fn people_of(&self, id: ParcelId) -> Result<Vec<PersonId>, StoreError> {
        self.all("SELECT person FROM belongs WHERE parcel = ?1 ORDER BY person", [id.0], |row| {
            row.get::<_, String>(0).map(PersonId)
        })
    }

    /// Whose all parcels are that are somebody's.
    pub fn all_people(&self) -> Result<Vec<(ParcelId, PersonId)>, StoreError> {
        let all = self.all("SELECT parcel, person FROM belongs ORDER BY parcel, person", [], |row| {
            Ok((ParcelId(row.get(0)?), PersonId(row.get(1)?)))
        })?;
        self.only_seen(all, |(parcel, _)| *parcel)
    }

    /// Notes of each parcel whose it is.
    pub fn name_people(&self, listed: &mut [Listed]) -> Result<(), StoreError> {
        let mut whose: BTreeMap<ParcelId, Vec<PersonId>> = BTreeMap::new();
        self.all_people()?.into_iter().for_each(|(parcel, person)| whose.entry(parcel).or_default().push(person));
        listed.iter_mut().for_each(|it| it.people = whose.remove(&it.parcel.id).unwrap_or_default());
        Ok(())
    }

    /// From now on a parcel is these people's, and nobody else's.
    pub fn give_to(&self, id: ParcelId, people: &[PersonId]) -> Result<(), StoreError> {
        self.run("DELETE FROM belongs WHERE parcel = ?1", [id.0])?;
        for person in people {
            let row = params![id.0, person.as_str()];
            self.run("INSERT OR IGNORE INTO belongs (parcel, person) VALUES (?1, ?2)", row)?;
        }
        Ok(())
    }

    /// Whether two parcels concern the same people: somebody has both, or both are of the whole house.
    pub fn share_people(&self, one: ParcelId, other: ParcelId) -> Result<bool, StoreError> {
        let (ones, others) = (self.people_of(one)?, self.people_of(other)?);
        Ok(ones.is_empty() && others.is_empty() || ones.iter().any(|it| others.contains(it)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::store::{NewParcel, Which};

    fn parcel(title: &str) -> NewParcel {
        let at = Timestamp::UNIX_EPOCH;
        NewParcel { title: title.into(), added: at, orders: vec![], legs: vec![], due_at: at, postcode: None }
    }

    #[test]
    fn what_is_not_theirs_is_not_there() {
        let mut store = Store::in_memory().unwrap();
        let add = |store: &mut Store, title: &str| {
            store.within(|tx| tx.add(&parcel(title))).unwrap_or_else(|fault: StoreError| panic!("{fault}"))
        };
        let [anna, boris] = ["anna", "boris"].map(PersonId::from);
        let house = add(&mut store, "house");
        store.see_only(Sees::Of(vec![anna.clone()]));
        let hers = add(&mut store, "hers");
        store.see_only(Sees::Of(vec![anna.clone(), boris.clone()]));
        let both = add(&mut store, "both");
        let mut seen = |sees: Sees| {
            store.see_only(sees);
            store
                .reading(|tx| {
                    let listed = tx.list(Which::InSight)?;
                    let ids: Vec<ParcelId> = listed.into_iter().map(|it| it.parcel.id).collect();
                    let found: Vec<ParcelId> =
                        [house, hers, both].into_iter().filter(|id| tx.case(*id).unwrap().is_some()).collect();
                    assert_eq!((tx.count()?, &found, tx.parcels()?), (ids.len(), &ids, ids.clone()));
                    Ok::<_, StoreError>(ids)
                })
                .unwrap()
        };
        assert_eq!(seen(Sees::Everything), [house, hers, both]);
        assert_eq!(seen(Sees::Unowned), [house]);
        assert_eq!(seen(Sees::Of(vec![anna])), [hers, both]);
        assert_eq!(seen(Sees::Of(vec![boris.clone()])), [both]);
        assert!(seen(Sees::Of(vec!["carol".into()])).is_empty());
        store.see_only(Sees::Everything);
        store
            .within(|tx| tx.give_to(hers, std::slice::from_ref(&boris)))
            .unwrap_or_else(|fault: StoreError| panic!("{fault}"));
        let whose = store.reading(|tx| tx.people_of(hers)).unwrap();
        assert_eq!(whose, [boris]);
    }
}
