//! Countries as sources name them, and the zone of those that have one only.

/// A country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// ISO 3166-1 alpha-3.
    pub alpha3: &'static str,
    /// ISO 3166-1 numeric.
    pub number: u16,
    /// English names, the first is the usual one.
    pub names: &'static [&'static str],
    /// The IANA zone, where the whole country keeps one.
    pub zone: Option<&'static str>,
}

/// The country a text names: by code, by number, or by an English name; what follows a comma is a town.
pub fn find(text: &str) -> Option<&'static Country> {
    let name = text.split(',').next().unwrap_or(text).trim();
    let number: Option<u16> = name.parse().ok();
    COUNTRIES.iter().find(|it| {
        it.code == name
            || it.alpha3 == name
            || number == Some(it.number)
            || it.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

macro_rules! countries {
    ($($code:literal $alpha3:literal $number:literal [$($name:literal),+] $($zone:literal)?;)+) => {
        const COUNTRIES: &[Country] = &[$(Country {
            code: $code,
            alpha3: $alpha3,
            number: $number,
            names: &[$($name),+],
            zone: countries!(@zone $($zone)?),
        }),+];
    };
    (@zone) => { None };
    (@zone $zone:literal) => { Some($zone) };
}

countries! {
    "AE" "ARE" 784 ["United Arab Emirates", "UAE"] "Asia/Dubai";
    "AM" "ARM" 51 ["Armenia"] "Asia/Yerevan";
    "AT" "AUT" 40 ["Austria"] "Europe/Vienna";
    "AU" "AUS" 36 ["Australia"];
    "AZ" "AZE" 31 ["Azerbaijan"] "Asia/Baku";
    "BD" "BGD" 50 ["Bangladesh"] "Asia/Dhaka";
    "BE" "BEL" 56 ["Belgium"] "Europe/Brussels";
    "BG" "BGR" 100 ["Bulgaria"] "Europe/Sofia";
    "BR" "BRA" 76 ["Brazil"];
    "BY" "BLR" 112 ["Belarus"] "Europe/Minsk";
    "CA" "CAN" 124 ["Canada"];
    "CH" "CHE" 756 ["Switzerland"] "Europe/Zurich";
    "CL" "CHL" 152 ["Chile"];
    "CN" "CHN" 156 ["China", "Mainland China", "China Mainland", "CN-Mainland"] "Asia/Shanghai";
    "CY" "CYP" 196 ["Cyprus"];
    "CZ" "CZE" 203 ["Czech Republic", "Czechia"] "Europe/Prague";
    "DE" "DEU" 276 ["Germany"] "Europe/Berlin";
    "DK" "DNK" 208 ["Denmark"] "Europe/Copenhagen";
    "EE" "EST" 233 ["Estonia"] "Europe/Tallinn";
    "ES" "ESP" 724 ["Spain"];
    "FI" "FIN" 246 ["Finland"] "Europe/Helsinki";
    "FR" "FRA" 250 ["France"] "Europe/Paris";
    "GB" "GBR" 826 ["United Kingdom", "Great Britain", "UK"] "Europe/London";
    "GE" "GEO" 268 ["Georgia"] "Asia/Tbilisi";
    "GR" "GRC" 300 ["Greece"] "Europe/Athens";
    "HK" "HKG" 344 ["Hong Kong", "Hong Kong SAR", "Hong Kong, China"] "Asia/Hong_Kong";
    "HR" "HRV" 191 ["Croatia"] "Europe/Zagreb";
    "HU" "HUN" 348 ["Hungary"] "Europe/Budapest";
    "ID" "IDN" 360 ["Indonesia"];
    "IE" "IRL" 372 ["Ireland"] "Europe/Dublin";
    "IL" "ISR" 376 ["Israel"] "Asia/Jerusalem";
    "IN" "IND" 356 ["India"] "Asia/Kolkata";
    "IT" "ITA" 380 ["Italy"] "Europe/Rome";
    "JP" "JPN" 392 ["Japan"] "Asia/Tokyo";
    "KG" "KGZ" 417 ["Kyrgyzstan"] "Asia/Bishkek";
    "KR" "KOR" 410 ["South Korea", "Korea", "Republic of Korea", "Korea, Republic of"] "Asia/Seoul";
    "KZ" "KAZ" 398 ["Kazakhstan"];
    "LT" "LTU" 440 ["Lithuania"] "Europe/Vilnius";
    "LU" "LUX" 442 ["Luxembourg"] "Europe/Luxembourg";
    "LV" "LVA" 428 ["Latvia"] "Europe/Riga";
    "MD" "MDA" 498 ["Moldova"] "Europe/Chisinau";
    "ME" "MNE" 499 ["Montenegro"] "Europe/Podgorica";
    "MN" "MNG" 496 ["Mongolia"];
    "MV" "MDV" 462 ["Maldives"] "Indian/Maldives";
    "MX" "MEX" 484 ["Mexico"];
    "MY" "MYS" 458 ["Malaysia"] "Asia/Kuala_Lumpur";
    "NL" "NLD" 528 ["Netherlands", "The Netherlands"] "Europe/Amsterdam";
    "NO" "NOR" 578 ["Norway"] "Europe/Oslo";
    "NZ" "NZL" 554 ["New Zealand"];
    "PL" "POL" 616 ["Poland"] "Europe/Warsaw";
    "PT" "PRT" 620 ["Portugal"];
    "RO" "ROU" 642 ["Romania"] "Europe/Bucharest";
    "RS" "SRB" 688 ["Serbia"] "Europe/Belgrade";
    "RU" "RUS" 643 ["Russia", "Russian Federation"];
    "SA" "SAU" 682 ["Saudi Arabia"] "Asia/Riyadh";
    "SE" "SWE" 752 ["Sweden"] "Europe/Stockholm";
    "SG" "SGP" 702 ["Singapore"] "Asia/Singapore";
    "SI" "SVN" 705 ["Slovenia"] "Europe/Ljubljana";
    "SK" "SVK" 703 ["Slovakia"] "Europe/Bratislava";
    "TH" "THA" 764 ["Thailand"] "Asia/Bangkok";
    "TJ" "TJK" 762 ["Tajikistan"] "Asia/Dushanbe";
    "TM" "TKM" 795 ["Turkmenistan"] "Asia/Ashgabat";
    "TR" "TUR" 792 ["Turkey", "Türkiye", "Turkiye"] "Europe/Istanbul";
    "TW" "TWN" 158 ["Taiwan"] "Asia/Taipei";
    "UA" "UKR" 804 ["Ukraine"] "Europe/Kyiv";
    "US" "USA" 840 ["United States", "United States of America", "USA"];
    "UZ" "UZB" 860 ["Uzbekistan"];
    "VN" "VNM" 704 ["Vietnam", "Viet Nam"] "Asia/Ho_Chi_Minh";
    "ZA" "ZAF" 710 ["South Africa"] "Africa/Johannesburg";
}
