//! The zone of this machine.

use std::{fs, path::Path};

use jiff::tz::TimeZone;

/// Where the system says which zone it is in.
const LOCAL: &str = "/etc/localtime";
/// Below this folder a zone is called by its path.
const ZONES: &str = "zoneinfo/";

/// The zone of this machine. Where the system's file says it, no list of all zones is read, which takes longer than all else
/// that a command does at its start.
pub(super) fn system_zone() -> TimeZone {
    let said_otherwise = std::env::var_os("TZ").is_some_and(|it| !it.is_empty());
    let local = || if said_otherwise { None } else { zone_of(Path::new(LOCAL)) };
    local().unwrap_or_else(TimeZone::system)
}

fn zone_of(link: &Path) -> Option<TimeZone> {
    let target = fs::read_link(link).ok()?;
    let (_, name) = target.to_str()?.split_once(ZONES)?;
    TimeZone::tzif(name, &fs::read(link).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_names_its_zone_and_a_file_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let zones = folder.path().join("zoneinfo/Europe");
        fs::create_dir_all(&zones).unwrap();
        let Ok(moscow) = fs::read("/usr/share/zoneinfo/Europe/Moscow") else { return };
        fs::write(zones.join("Moscow"), moscow).unwrap();
        let link = folder.path().join("localtime");
        symlink(zones.join("Moscow"), &link).unwrap();
        let zone = zone_of(&link).unwrap();
        assert_eq!(zone.iana_name(), Some("Europe/Moscow"));
        assert_eq!(zone, TimeZone::get("Europe/Moscow").unwrap());
        assert!(zone_of(&zones.join("Moscow")).is_none() && zone_of(Path::new("/nonexistent")).is_none());
    }
}
