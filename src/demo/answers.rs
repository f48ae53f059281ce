//! What the carriers of the demo answer, in the shape of the real ones.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::life::{Life, Line, Scan};
use crate::model::Number;

/// What is called otherwise where a source changes the shape of its answers, first and later.
const CHANGES: [[(&str, &str); 5]; 2] = [
    [
        ("\"detailList\"", "\"traces\""),
        ("\"actionCode\"", "\"eventCode\""),
        ("\"timeStr\"", "\"eventTime\""),
        ("\"trackingHistoryItemList\"", "\"operations\""),
        ("\"humanStatus\"", "\"statusText\""),
    ],
    [
        ("\"detailList\"", "\"nodes\""),
        ("\"actionCode\"", "\"node\""),
        ("\"timeStr\"", "\"happened\""),
        ("\"trackingHistoryItemList\"", "\"steps\""),
        ("\"humanStatus\"", "\"words\""),
    ],
];

/// An answer after its source has changed its shape so often.
pub fn changed(answer: String, often: usize) -> String {
    let Some(names) = often.checked_sub(1).and_then(|last| CHANGES.get(last % CHANGES.len())) else { return answer };
    names.iter().fold(answer, |answer, (old, new)| answer.replace(old, new))
}

/// Cainiao's `global/detail.json` for several numbers.
pub fn cainiao(lives: &[Life], numbers: &[Number], now: Timestamp) -> String {
    let modules: Vec<Value> = numbers.iter().map(|number| cainiao_module(lives, number, now)).collect();
    json!({ "module": modules, "success": true }).to_string()
}

fn cainiao_module(lives: &[Life], number: &Number, now: Timestamp) -> Value {
    let Some(life) = lives.iter().find(|life| life.known("cainiao", number, now)) else {
        return json!({ "mailNo": number, "mailNoSource": "EXTERNAL", "detailList": [] });
    };
    let scans: Vec<_> = life.scans("cainiao", number, now).collect();
    let mut module = json!({
        "mailNo": number,
        "mailNoSource": "AE",
        "originCountry": "Mainland China",
        "destCountry": "Russian Federation",
        "status": if scans.is_empty() { "SELLER_PREPARING" } else { "DELIVERING" },
        "detailList": scans.iter().rev().map(|(line, scan)| cainiao_scan(line, scan)).collect::<Vec<_>>(),
    });
    if life.economy(number, now) {
        module["mailType"] = json!("Economy");
    }
    if let Some(name) = life.last_mile(number, now) {
        module["destCpInfo"] = json!({ "cpName": name });
    }
    if let Some(named) = scans.iter().rev().find_map(|(_, scan)| scan.names.as_ref()) {
        module["copyRealMailNo"] = json!(named);
        module["realMailNo"] = json!(format!("Latest Tracking Number:\t{named}"));
        module["destCpInfo"] = json!({ "cpName": "Russian Post", "url": "https://www.pochta.ru" });
    }
    module
}

fn cainiao_scan(line: &Line, scan: &Scan) -> Value {
    let text = if scan.place.is_empty() { scan.text.clone() } else { format!("[{}] {}", scan.place, scan.text) };
    let abroad =
        ["PU_", "SC_", "CC_EX", "LH_HO", "LH_DEPART", "GWMS", "CW_"].iter().any(|it| scan.code.starts_with(it));
    json!({
        "timeStr": line.wall.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        "timeZone": if abroad { "GMT+8" } else { "GMT+3" },
        "desc": scan.text,
        "standerdDesc": text,
        "descTitle": "Carrier note:",
        "actionCode": scan.code,
    })
}

/// The JSON behind the Russian Post's tracking page, for one number.
pub fn russian_post(lives: &[Life], number: &Number, now: Timestamp) -> String {
    let Some(life) = lives.iter().find(|life| life.known("russian-post", number, now)) else {
        return json!({ "detailedTrackings": [] }).to_string();
    };
    let scans: Vec<_> = life.scans("russian-post", number, now).collect();
    let history: Vec<Value> = scans.iter().rev().map(|(line, scan)| russian_post_scan(line, scan)).collect();
    json!({ "detailedTrackings": [{ "trackingItem": {
        "barcode": number,
        "countryFromCode": 156,
        "countryToCode": 643,
        "indexTo": recipient(life, number),
        "weight": 240,
        "trackingHistoryItemList": history,
    } }] })
    .to_string()
}

/// The postcode it goes to: that of its last place in the country.
fn recipient(life: &Life, number: &Number) -> String {
    let places = life.scans("russian-post", number, Timestamp::MAX).map(|(_, scan)| scan.place.as_str());
    let postcode = |place: &str| {
        let first = place.split(',').next().unwrap_or_default();
        (first.len() == 6 && first.bytes().all(|byte| byte.is_ascii_digit())).then(|| first.to_owned())
    };
    places.filter_map(postcode).last().unwrap_or_else(|| "420005".to_owned())
}

fn russian_post_scan(line: &Line, scan: &Scan) -> Value {
    let (kind, attribute) = scan.code.split_once(':').unwrap_or((&scan.code, "0"));
    json!({
        "date": format!("{}.000+03:00", line.wall.strftime("%Y-%m-%dT%H:%M:%S")),
        "humanStatus": scan.text,
        "operationType": kind.parse::<u32>().unwrap_or_default(),
        "operationAttr": attribute.parse::<u32>().unwrap_or_default(),
        "countryId": 643,
        "index": "",
        "cityName": null,
        "description": scan.place,
        "weight": null,
    })
}

/// CDEK's own JSON for one number: stages with their towns, and nothing of who sends or receives.
pub fn cdek(lives: &[Life], number: &Number, now: Timestamp) -> String {
    let Some(life) = lives.iter().find(|life| life.known("cdek", number, now)) else {
        return json!({ "success": false, "message": "Order not found" }).to_string();
    };
    let stage = |(line, scan): (&Line, &Scan)| {
        let date = line.wall.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        json!({ "code": scan.code, "name": scan.text, "date": date, "completed": true, "items": [{
            "name": scan.place,
            "statuses": [{ "code": scan.code, "name": scan.text, "date": date }],
        }] })
    };
    let statuses: Vec<Value> = life.scans("cdek", number, now).map(stage).collect();
    json!({ "success": true, "data": { "statuses": statuses } }).to_string()
}
