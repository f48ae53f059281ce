//! Answers of carriers of the world, recorded or documented, read where they are at hand.

use posylka::model::OutcomeKind;

use super::shared::{Row, all_read_right};

pub(super) const EXPRESS: &[Row] = &[
    ("dhl", "dhl-universal/ok.json", "7777777770", OutcomeKind::Events, 1, 0),
    ("dhl", "dhl-universal/error.json", "8264715546", OutcomeKind::NotFound, 0, 0),
    ("dhl-express", "mydhl/ok.json", "9356579890", OutcomeKind::Events, 2, 0),
    ("dhl-express", "mydhl/error.json", "9356579890", OutcomeKind::NotFound, 0, 0),
    ("dhl-express-xml", "dhl-express/ok.xml", "3180831640", OutcomeKind::Events, 16, 0),
    ("dhl-express-xml", "dhl-express/ok.xml", "7740842550", OutcomeKind::Events, 1, 0),
    ("dhl-express-xml", "dhl-express/ok.xml", "1815115363", OutcomeKind::Events, 2, 0),
    ("dhl-express-xml", "dhl-express/tracking-single-not-found.xml", "123456789", OutcomeKind::NotFound, 0, 0),
    ("dhl-express-xml", "dhl-express/auth-error.xml", "3180831640", OutcomeKind::NeedsInput, 0, 0),
    ("dhl-express-web", "dhl-express/page-sauladam-delivered.json", "5765159960", OutcomeKind::Events, 16, 0),
    ("dhl-express-web", "dhl-express/page-sauladam-in-transit.json", "5765159960", OutcomeKind::Events, 15, 0),
    ("ups", "ups/ok.json", "1Z023E2X0214323462", OutcomeKind::Events, 1, 1),
    ("ups", "ups/tracking-number-not-found.json", "1Z023E2X0214323462", OutcomeKind::NotFound, 0, 0),
    ("ups", "ups/invalid-tracking-number.json", "1Z023E2X0214323462", OutcomeKind::NotFound, 0, 0),
    ("ups", "ups/auth-error.json", "1Z023E2X0214323462", OutcomeKind::NeedsInput, 0, 0),
    ("fedex", "fedex/ok.json", "123456789012", OutcomeKind::Events, 1, 0),
    ("fedex", "fedex/ok.json", "39936862321", OutcomeKind::NotFound, 0, 0),
    ("fedex", "fedex/duplicate.json", "776094337676", OutcomeKind::Events, 18, 0),
    ("fedex", "fedex/error.json", "123456789012", OutcomeKind::Unreadable, 0, 0),
    ("fedex-web", "fedex/page-egg-deliverednum.json", "DELIVEREDNUM", OutcomeKind::Events, 9, 0),
    ("fedex-web", "fedex/page-egg-pendingnum.json", "PENDINGNUM", OutcomeKind::NotFound, 0, 0),
    ("fedex-web", "fedex/page-sauladam-fedex-shipment.json", "746965179400", OutcomeKind::Events, 9, 0),
    ("tnt", "tnt/ok.xml", "123456782", OutcomeKind::Events, 1, 0),
    ("tnt", "tnt/error.xml", "123456782", OutcomeKind::NeedsInput, 0, 0),
    ("tnt-web", "tnt/page-egg-deliverednum.json", "678323107", OutcomeKind::Events, 14, 0),
    ("aramex", "aramex/tracking-non-existent.xml", "1Z12345E6205277936", OutcomeKind::NotFound, 0, 0),
    ("aramex", "aramex/error.xml", "1Z12345E6205277936", OutcomeKind::NeedsInput, 0, 0),
    ("landmark", "landmark/ok.xml", "LTN38570269N1", OutcomeKind::Events, 2, 1),
    ("landmark", "landmark/early-stage.xml", "LTN38570299N1", OutcomeKind::Events, 5, 1),
    ("landmark", "landmark/in-transit.xml", "LTN48392101N1", OutcomeKind::Events, 4, 1),
    ("landmark", "landmark/out-for-delivery.xml", "LTN49831232N2", OutcomeKind::Events, 5, 1),
    ("landmark", "landmark/delivered.xml", "LTN49100231N3", OutcomeKind::Events, 5, 1),
    ("landmark", "landmark/to-be-routed.xml", "LTN433006705N1", OutcomeKind::Events, 1, 1),
    ("landmark", "landmark/error.xml", "LTN38570269N1", OutcomeKind::NeedsInput, 0, 0),
    ("spring", "spring/ok.json", "LXAB00000000NL", OutcomeKind::Events, 2, 2),
    ("spring", "spring/error.json", "LXAB00000000NL", OutcomeKind::NotFound, 0, 0),
    ("asendia", "asendia/ok.json", "ASENDIA123456789", OutcomeKind::Events, 3, 0),
    ("asendia", "asendia/error.json", "ASENDIA123456789", OutcomeKind::NotFound, 0, 0),
];

pub(super) const POSTS: &[Row] = &[
    ("usps", "usps/ok.json", "9400109104250532908587", OutcomeKind::Events, 12, 0),
    ("usps", "usps-international/ok.json", "9400109104250532908587", OutcomeKind::Events, 12, 0),
    ("usps", "usps/auth-error.json", "9400111206206406260787", OutcomeKind::NeedsInput, 0, 0),
    ("usps", "usps/error.json", "9400111206206406260787", OutcomeKind::Unavailable, 0, 0),
    ("royal-mail", "royalmail/ok.json", "FQ087430672GB", OutcomeKind::Events, 1, 0),
    ("royal-mail", "royalmail/error.json", "FQ087430672GB", OutcomeKind::Unavailable, 0, 0),
    ("canada-post", "canadapost/ok.xml", "7023210039414604", OutcomeKind::Events, 6, 0),
    ("canada-post", "canadapost/unknown-tracking-number.xml", "7023210039414604", OutcomeKind::NotFound, 0, 0),
    ("canada-post", "canadapost/auth-error.xml", "7023210039414604", OutcomeKind::NeedsInput, 0, 0),
    ("canada-post-web", "canadapost/uparcel-web-in-transit.json", "0073938000888888", OutcomeKind::Events, 2, 0),
    ("australia-post", "australiapost/ok.json", "ET123456789AU", OutcomeKind::Events, 8, 0),
    ("australia-post", "australiapost/ok.json", "LX123456789US", OutcomeKind::Events, 9, 0),
    ("australia-post", "australiapost/ok.json", "00123456789000123400", OutcomeKind::Events, 10, 0),
    ("australia-post", "australiapost/error.json", "7XX1000", OutcomeKind::NotFound, 0, 0),
    ("australia-post", "australiapost/error-2.json", "7XX1000", OutcomeKind::Unavailable, 0, 0),
    ("australia-post-web", "australiapost/page-egg-deliverednum.json", "DELIVEREDNUM", OutcomeKind::Events, 3, 0),
    (
        "australia-post-web",
        "australiapost/uparcel-web-not-found.json",
        "7T0000000000000000000",
        OutcomeKind::NotFound,
        0,
        0,
    ),
    ("la-poste", "laposte/ok.json", "EW112720413FR", OutcomeKind::Events, 9, 0),
    ("la-poste", "laposte/error.json", "EW112720413FR", OutcomeKind::NotFound, 0, 0),
    ("la-poste", "colissimo/ok.json", "EW112720413FR", OutcomeKind::Events, 9, 0),
    ("la-poste", "colissimo/error.json", "EW112720413FR", OutcomeKind::NotFound, 0, 0),
    ("chronopost", "chronopost/ok.xml", "89108749065090", OutcomeKind::Events, 9, 1),
    ("chronopost", "chronopost/error.xml", "89108749065090", OutcomeKind::Unavailable, 0, 0),
    ("postnl", "postnl/uparcel-visitor-api-delivered.json", "LX123456785NL", OutcomeKind::Events, 4, 0),
    ("bpost", "bpost/ok.xml", "323212345659900040669030", OutcomeKind::Events, 3, 0),
    ("bpost", "bpost/error.xml", "323212345659900040669030", OutcomeKind::Unavailable, 0, 0),
    ("postnord-web", "postnord/uparcel-ready-for-pickup.json", "00573000000000000001", OutcomeKind::Events, 3, 0),
    ("gls", "gls/ok.json", "36301917596", OutcomeKind::Events, 2, 0),
    ("gls", "gls/error.json", "36301917596", OutcomeKind::NotFound, 0, 0),
    ("gls-web", "gls/page-sauladam-delivered.json", "50346007538", OutcomeKind::Events, 13, 0),
    ("gls-web", "gls/page-sauladam-pick-up.json", "32631986704", OutcomeKind::Events, 16, 0),
    ("dpd", "dpd/ok.xml", "05308801410058", OutcomeKind::Events, 15, 0),
    ("dpd", "dpd/error.xml", "05308801410058", OutcomeKind::NeedsInput, 0, 0),
    ("hermes-de", "hermes/ok.json", "H1234567890123456789", OutcomeKind::Events, 4, 0),
    ("hermes-de", "hermes/error.json", "H1234567890123456789", OutcomeKind::NotFound, 0, 0),
    ("inpost", "inpost/uparcel-hub-delivered.json", "640000000000000000000001", OutcomeKind::Events, 4, 0),
    ("japan-post", "japan-post/uparcel-positive.html", "CN000000005JP", OutcomeKind::Events, 5, 0),
    ("japan-post", "japan-post/uparcel-absent.html", "CN000000005JP", OutcomeKind::NotFound, 0, 0),
    ("pos-malaysia-web", "pos-malaysia/page-egg-delivered.html", "DELIVERED", OutcomeKind::Events, 10, 0),
    ("pos-malaysia-web", "pos-malaysia/page-egg-intransit.html", "INTRANSIT", OutcomeKind::Events, 7, 0),
];

pub(super) const OTHERS: &[Row] = &[
    ("dhl-paket", "dhl-parcel-de/ok.xml", "00340434161094015902", OutcomeKind::Events, 7, 0),
    ("dhl-paket", "dhl-parcel-de/error.xml", "00340434161094015902", OutcomeKind::NotFound, 0, 0),
    ("purolator", "purolator/ok.xml", "M123", OutcomeKind::Events, 1, 0),
    ("sendle", "sendle/ok.json", "S0001ABC", OutcomeKind::Events, 9, 0),
    ("sendle", "sendle/error.json", "S0001ABC", OutcomeKind::NotFound, 0, 0),
    ("seko", "seko/ok.json", "999880931315", OutcomeKind::Events, 10, 0),
    ("seko", "seko/error.json", "999880931315", OutcomeKind::Unavailable, 0, 0),
    ("asendia-us", "asendia-us/ok.json", "RL924104146CH", OutcomeKind::Events, 10, 1),
    ("asendia-us", "asendia-us/error.json", "RL924104146CH", OutcomeKind::NeedsInput, 0, 0),
    ("amazon-shipping", "amazon-shipping/ok.json", "89108749065090", OutcomeKind::Events, 3, 0),
    ("amazon-shipping", "amazon-shipping/error.json", "89108749065090", OutcomeKind::NotFound, 0, 0),
    ("canpar", "canpar/ok.xml", "D999999988030400000008", OutcomeKind::Events, 5, 0),
    ("correios-br", "correios-br/uparcel-delivered.json", "AA000000005BR", OutcomeKind::Events, 7, 0),
];

#[test]
fn shared_answers_of_others_read_right() {
    all_read_right(OTHERS);
}

#[test]
fn shared_answers_of_express_carriers_read_right() {
    all_read_right(EXPRESS);
}

#[test]
fn shared_answers_of_posts_read_right() {
    all_read_right(POSTS);
}
