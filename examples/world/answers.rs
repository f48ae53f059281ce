//! What the carriers answer, in the shape of the real ones.

use jiff::{Timestamp, civil::DateTime, tz::Offset};
use posylka::model::Number;
use serde_json::{Value, json};

use crate::{
    spelling::written,
    truth::{Field, Scan, Teller, Truth},
};

fn wall(scan: &Scan) -> DateTime {
    Offset::constant(scan.offset).to_datetime(scan.at)
}

/// The rows of an answer: some stand twice.
fn rows<'a>(truth: &'a Truth, teller: Teller, number: &'a Number, now: Timestamp) -> Vec<&'a Scan> {
    let mut rows: Vec<_> = truth.visible(teller, number, now).collect();
    rows.sort_by_key(|it| it.at);
    rows.into_iter().flat_map(|it| std::iter::repeat_n(it, if it.twice { 2 } else { 1 })).collect()
}

/// Cainiao's `global/detail.json` for one number.
pub fn cainiao(truth: &Truth, number: &Number, now: Timestamp) -> String {
    let rows = rows(truth, Teller::Cainiao, number, now);
    let named: Vec<_> = truth.named(number, now).collect();
    if rows.is_empty() && named.is_empty() {
        let source = if *number == truth.number { "AE" } else { "EXTERNAL" };
        return json!({ "module": [{ "mailNo": number, "mailNoSource": source, "detailList": [] }], "success": true })
            .to_string();
    }
    let mut module = json!({
        "mailNo": number,
        "mailNoSource": "AE",
        "originCountry": "Mainland China",
        "destCountry": "Russian Federation",
        "status": if rows.is_empty() { "SELLER_PREPARING" } else { "DELIVERING" },
        "detailList": rows.iter().rev().map(|it| cainiao_row(it)).collect::<Vec<_>>(),
    });
    if truth.economy {
        module["mailType"] = json!("Economy");
    }
    for naming in named {
        match (naming.field, &naming.named) {
            (Field::Copy, Some(it)) => module["copyRealMailNo"] = json!(it),
            (Field::Prose, Some(it)) => module["realMailNo"] = json!(format!("Latest Tracking Number:\t{it}")),
            (Field::Virtual, Some(it)) => module["copyVirtualMailNo"] = json!(it),
            _ => {}
        }
        if let Some(carrier) = naming.carrier {
            module["destCpInfo"] = json!({ "cpName": carrier });
        }
    }
    json!({ "module": [module], "success": true }).to_string()
}

fn cainiao_row(scan: &Scan) -> Value {
    let (code, text) = scan.step.cainiao();
    let text = scan.words.as_deref().unwrap_or(text);
    json!({
        "timeStr": wall(scan).strftime("%Y-%m-%d %H:%M:%S").to_string(),
        "timeZone": scan.zone,
        "desc": text,
        "standerdDesc": text,
        "descTitle": "Carrier note:",
        "actionCode": written("cainiao", code, scan),
    })
}

/// Weight and postcode of the parcel a post's answer is about: that of its newest row.
fn facts(truth: &Truth, rows: &[&Scan]) -> (u32, &'static str) {
    match rows.last() {
        Some(scan) if scan.strange() => (truth.weight * 4 + 900, "690091"),
        _ => (truth.weight, "420005"),
    }
}

/// The JSON behind the Russian Post's tracking page.
pub fn post_page(truth: &Truth, number: &Number, now: Timestamp) -> String {
    let rows = rows(truth, Teller::Post, number, now);
    if rows.is_empty() {
        return json!({ "detailedTrackings": [] }).to_string();
    }
    let (weight, postcode) = facts(truth, &rows);
    let row = |scan: &&Scan| {
        let (kind, attribute, text) = scan.step.post();
        let code = written("russian-post", &format!("{kind}:{attribute}"), scan);
        let (kind, attribute) = code.split_once(':').unwrap_or((&code, "0"));
        json!({
            "date": format!("{}.000{:+03}:00", wall(scan).strftime("%Y-%m-%dT%H:%M:%S"), scan.offset),
            "humanStatus": text,
            "operationType": kind,
            "operationAttr": attribute,
            "description": place(scan),
        })
    };
    let history: Vec<Value> = rows.iter().rev().map(row).collect();
    json!({ "detailedTrackings": [{ "trackingItem": {
        "barcode": number,
        "countryFromCode": 156,
        "countryToCode": 643,
        "indexTo": postcode,
        "weight": weight,
        "trackingHistoryItemList": history,
    } }] })
    .to_string()
}

fn place(scan: &Scan) -> &'static str {
    match scan.offset {
        8 => "Китай",
        3 => "102976, Москва",
        _ => "420005, Казань",
    }
}

/// The Russian Post's SOAP answer: each record with the number that was on the label.
pub fn post_api(truth: &Truth, number: &Number, now: Timestamp) -> String {
    let rows = rows(truth, Teller::Post, number, now);
    let (weight, postcode) = facts(truth, &rows);
    let records: String = rows.iter().map(|it| record(it, weight, postcode)).collect();
    format!(
        "<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Body><h:getOperationHistoryResponse \
         xmlns:d=\"http://russianpost.org/operationhistory/data\" xmlns:h=\"http://russianpost.org/operationhistory\">\
         <d:OperationHistoryData>{records}</d:OperationHistoryData></h:getOperationHistoryResponse></S:Body></S:Envelope>"
    )
}

fn record(scan: &Scan, weight: u32, postcode: &str) -> String {
    let (kind, attribute, text) = scan.step.post();
    let code = written("russian-post", &format!("{kind}:{attribute}"), scan);
    let (kind, attribute) = code.split_once(':').unwrap_or((&code, "0"));
    let date = format!("{}.000{:+03}:00", wall(scan).strftime("%Y-%m-%dT%H:%M:%S"), scan.offset);
    format!(
        "<d:historyRecord><d:AddressParameters><d:DestinationAddress><d:Index>{postcode}</d:Index></d:DestinationAddress>\
         <d:OperationAddress><d:Description>{}</d:Description></d:OperationAddress>\
         <d:MailDirect><d:Code2A>RU</d:Code2A></d:MailDirect><d:CountryFrom><d:Code2A>CN</d:Code2A></d:CountryFrom>\
         </d:AddressParameters><d:ItemParameters><d:Barcode>{}</d:Barcode><d:Mass>{weight}</d:Mass></d:ItemParameters>\
         <d:OperationParameters><d:OperType><d:Id>{kind}</d:Id><d:Name>{text}</d:Name></d:OperType>\
         <d:OperAttr><d:Id>{attribute}</d:Id></d:OperAttr><d:OperDate>{date}</d:OperDate></d:OperationParameters>\
         </d:historyRecord>",
        place(scan),
        scan.label,
    )
}

/// The JSON behind CDEK's tracking page: stages and towns, nothing of sender or recipient.
pub fn cdek(truth: &Truth, number: &Number, now: Timestamp) -> String {
    let rows = rows(truth, Teller::Cdek, number, now);
    if rows.is_empty() {
        return json!({ "success": false, "message": "Заказ не найден" }).to_string();
    }
    let stage = |scan: &&Scan| {
        let (code, name) = scan.step.cdek();
        let date = wall(scan).strftime("%Y-%m-%dT%H:%M:%S").to_string();
        json!({ "code": code, "name": name, "date": date, "completed": true, "items": [{
            "name": "Тверь",
            "statuses": [{ "code": code, "name": name, "date": date }],
        }] })
    };
    json!({ "success": true, "data": { "statuses": rows.iter().map(stage).collect::<Vec<_>>() } }).to_string()
}
