//! Recorded and documented answers of the carriers of the route from China to Russia, and of aggregators.

use posylka::model::OutcomeKind::{Events, NeedsInput, NoHistory, NotFound, SlowDown, Unreadable};

use super::shared::{Row, all_read_right};

pub(super) const ROUTE: &[Row] = &[
    ("17track", "17track_api/webhook_TRACKING_UPDATED_exception_dhl_2022.json", "1234567890", Events, 1, 0),
    ("17track", "17track_api/webhook_TRACKING_STOPPED_doc.json", "RR123456789CN", NoHistory, 0, 0),
    ("17track", "17track_api/register_accepted_doc.json", "RR123456789CN", NoHistory, 0, 0),
    ("17track", "17track_api/rejected_bad_format_doc.json", "1234", NotFound, 0, 0),
    ("17track", "17track_api/error_bad_key_doc.json", "RR123456789CN", NeedsInput, 0, 0),
    ("17track", "17track_api/error_429_doc.json", "RR123456789CN", SlowDown, 0, 0),
    ("4px", "unknown_code_as_documented.json", "BOGUS123456789XX", NotFound, 0, 0),
    ("cdek-api", "v2_order_delivered.json", "10000000001", Events, 1, 0),
    ("cdek-api", "v2_error_not_found_404.json", "1100000021", NotFound, 0, 0),
    ("cdek-api", "v2_error_invalid_format_400.json", "1100000021", Unreadable, 0, 0),
    ("hay-post", "ok.json", "PAS105759416AM", Events, 1, 0),
    ("track24", "tracking_in_transit_HK_to_RU_one_event.json", "LZ473124829CN", Events, 1, 0),
];

#[test]
fn shared_answers_of_the_route_read_right() {
    all_read_right(ROUTE);
}
