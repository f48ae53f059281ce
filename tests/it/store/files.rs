//! The file: made, refused, shared, copied.

use std::path::Path;

use posylka::store::{Migrate, Store, StoreError};
use rusqlite::Connection;

use super::{add, case, channels, ruling};

#[test]
fn a_newer_schema_is_refused_and_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("posylka.db");
    drop(Store::open(&file, Migrate::Yes).unwrap());
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(&file).unwrap();
    let refused = Store::open(&file, Migrate::Yes).unwrap_err();
    assert!(matches!(refused, StoreError::Newer { found: 99, .. }), "{refused}");
    assert!(refused.to_string().contains("update posylka"));
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn an_older_schema_waits_for_the_daemon() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("posylka.db");
    drop(Store::open(&file, Migrate::Yes).unwrap());
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 0).unwrap();
    let refused = Store::open(&file, Migrate::No).unwrap_err();
    assert!(matches!(refused, StoreError::Older { found: 0, .. }), "{refused}");
    assert!(refused.to_string().contains("restart the daemon"));
}

#[test]
fn a_file_that_is_no_database_of_ours_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (noise, foreign) = (folder.path().join("noise.db"), folder.path().join("foreign.db"));
    std::fs::write(&noise, [b'x'; 5000]).unwrap();
    let refused = Store::open(&noise, Migrate::Yes).unwrap_err();
    assert!(matches!(refused, StoreError::Damaged { .. }), "{refused}");
    assert!(refused.to_string().contains("noise.db"));
    assert_eq!(std::fs::read(&noise).unwrap(), [b'x'; 5000]);
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE songs (title TEXT)").unwrap();
    let refused = Store::open(&foreign, Migrate::Yes).unwrap_err();
    assert!(refused.to_string().contains("foreign.db") && matches!(refused, StoreError::Foreign(_)), "{refused}");
}

#[test]
fn many_may_make_the_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..10 {
        let file = folder.path().join(format!("{round}/posylka.db"));
        std::thread::scope(|scope| {
            let openers: Vec<_> = (0..4).map(|_| scope.spawn(|| Store::open(&file, Migrate::No))).collect();
            for opener in openers {
                opener.join().unwrap().unwrap();
            }
        });
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_the_users_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data/posylka.db");
    let store = Store::open(&file, Migrate::No).unwrap();
    let copy = folder.path().join("copy.db");
    store.backup_to(&copy).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(file.parent().unwrap()), mode(&file), mode(&copy)), (0o700, 0o600, 0o600));
}

#[test]
fn a_backup_is_whole_and_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (file, copy) = (folder.path().join("posylka.db"), folder.path().join("copy.db"));
    let mut store = Store::open(&file, Migrate::Yes).unwrap();
    let id = add(&mut store, &["RA000000005RU"]);
    store.within(|tx| tx.commit(&ruling(id), &channels())).unwrap();
    store.backup_to(&copy).unwrap();
    store.backup_to(&copy).unwrap_err();
    let mut restored = Store::open(&copy, Migrate::No).unwrap();
    assert_eq!(case(&mut restored, id), case(&mut store, id));
    assert_eq!(restored.integrity().unwrap(), Vec::<String>::new());
}
