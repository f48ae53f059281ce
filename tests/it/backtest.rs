//! The back-test of the norms, on files made up here.

#[path = "../../examples/backtest/bounds.rs"]
mod bounds;
#[path = "../../examples/backtest/cells.rs"]
mod cells;
#[path = "../../examples/backtest/lost.rs"]
mod lost;
#[path = "../../examples/backtest/policy.rs"]
mod policy;
#[path = "../../examples/backtest/report.rs"]
mod report;
#[path = "../../examples/backtest/rows.rs"]
mod rows;

use bounds::{Asking, DRAWS};
use jiff::{ToSpan, civil::date};
use report::Report;
use rows::{Unreadable, read};

const NEVER: f64 = 0.011;

#[test]
fn orders_are_read() {
    let text = "\u{feff}status,delivered,colour,carrier_handover,estimated,customer_state,seller_state\r\n\
                delivered,2017-12-22 12:00:00,\"red, dark\",2017-12-20 00:00:00,2018-01-10 00:00:00,SP,RJ\r\n\
                shipped,,,2017-12-20 00:00:00,,SP,RJ\r\n\
                canceled,,,2017-12-20 00:00:00,,SP,RJ\r\n\
                delivered,,,2017-12-20 00:00:00,,SP,RJ\r\n\
                delivered,2017-12-19 00:00:00,,2017-12-20 00:00:00,,SP,RJ\r\n\
                shipped\r\n";
    let rows = read(text).unwrap();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!((rows[0].cell.as_str(), cells::took(&rows[0]), rows[0].weight), ("RJ SP", Some(2.5), 18.65));
    assert_eq!(rows[0].promised.map(|it| it - rows[0].sent), Some(21.0));
    assert_eq!((rows[1].came, rows[1].promised, rows[1].weight), (None, None, 1.0));
}

#[test]
fn parcels_are_read_and_returns_left_out() {
    let text = "created_date,pickup_date,delivery_date,dest_country,courier,returned\n\
                2020-09-01,2020-09-01 06:00:00,2020-09-03,DEU,dpd-de,0\n\
                2020-09-01,2020-09-01 06:00:00,2020-09-09,DEU,dpd-de,1\n\
                2020-09-01,soon,2020-09-09,DEU,dpd-de,0\n";
    let rows = read(text).unwrap();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!((rows[0].cell.as_str(), cells::took(&rows[0])), ("dpd-de DEU", Some(1.75)));
}

#[test]
fn other_files_are_refused() {
    assert_eq!(read("a,b\n1,2\n"), Err(Unreadable::Header));
    assert_eq!(read(""), Err(Unreadable::Header));
    assert_eq!(read("pickup_date,delivery_date,dest_country,courier,returned\n"), Err(Unreadable::Empty));
}

/// Two routes, of a parcel a day each; every twentieth never comes, all others within 5 to 13 days.
fn orders() -> String {
    let mut text = "carrier_handover,delivered,estimated,status,customer_state,seller_state\n".to_owned();
    for day in 0..120 {
        let sent = date(2018, 1, 1).saturating_add(day.days());
        let promised = sent.saturating_add(20.days());
        for (route, slower) in [("SP", 0), ("RJ", 2)] {
            let came = sent.saturating_add((5 + slower + (day * 5) % 7).days());
            match day % 20 {
                7 => text += &format!("{sent},,{promised},shipped,SP,{route}\n"),
                _ => text += &format!("{sent},{came},{promised},delivered,SP,{route}\n"),
            }
        }
    }
    text
}

#[test]
fn every_figure_stands_in_the_report() {
    let report = Report::of(&read(&orders()).unwrap(), NEVER, Asking::all(DRAWS), 1);
    let json = report.json();
    for figure in ["beyond50", "beyond80", "beyond90", "beyond95", "beyond99", "own95", "prior95", "eta80"] {
        for count in ["3", "5", "10", "20"] {
            let share = json[figure][count].as_f64().unwrap();
            assert!((0.0..=1.0).contains(&share), "{figure} {count}: {share}");
        }
    }
    assert_eq!(json["lost"]["recall"], 1.0, "the last call is before the end of the window");
    assert_eq!(json["lost"]["false_alarms"], 0.0, "all came within 13 days of a promise of 20");
    assert_eq!(json["lost"]["best_constant"]["days"], 14.0);
    assert!(report.text().contains("20 days"));
    assert_eq!(
        json,
        Report::of(&read(&orders()).unwrap(), NEVER, Asking::all(DRAWS), 1).json(),
        "the same seed, the same figures"
    );
}

#[test]
fn each_arrival_is_in_one_half() {
    let rows = read(&orders()).unwrap();
    let arrivals = |asking| Report::of(&rows, NEVER, asking, 1).json()["arrivals"]["3"].as_f64().unwrap();
    let [first, second] = Asking::halves(&rows, DRAWS).map(arrivals);
    assert!(first > 50.0 && second > 50.0, "{first} {second}");
    assert_eq!(first + second, arrivals(Asking::all(DRAWS)));
}

#[test]
fn a_weekend_takes_no_working_time() {
    let of = |sent: &str, came: &str| {
        let line = format!("{sent},{came},DEU,dpd-de,0\n");
        let rows = read(&format!("pickup_date,delivery_date,dest_country,courier,returned\n{line}")).unwrap();
        cells::took(&rows[0].working()).unwrap()
    };
    for (sent, came, days) in [
        ("2020-09-01 06:00:00", "2020-09-03 06:00:00", 2.0),
        ("2020-09-04 12:00:00", "2020-09-07 12:00:00", 1.0),
        ("2020-09-04 12:00:00", "2020-09-06 12:00:00", 0.5),
        ("2020-09-05 12:00:00", "2020-09-14 12:00:00", 5.5),
    ] {
        assert!((of(sent, came) - days).abs() < 1e-6, "{sent} {came}: {}", of(sent, came));
    }
}

#[test]
fn opening_later_claims_less_in_vain_and_ours_is_no_worse_than_any() {
    // Every ninth comes 1 to 13 days after its promise, and one in twenty never.
    let mut text = "carrier_handover,delivered,estimated,status,customer_state,seller_state\n".to_owned();
    for (day, route) in (0..240).flat_map(|day| [(day, "SP"), (day, "RJ")]) {
        let sent = date(2018, 1, 1).saturating_add(day.days());
        let promised = sent.saturating_add(20.days());
        let took = if day % 9 == 4 { 21 + (day * 5) % 13 } else { 5 + (day * 5) % 9 };
        text += &match day % 20 {
            7 => format!("{sent},,{promised},shipped,SP,{route}\n"),
            _ => format!("{sent},{},{promised},delivered,SP,{route}\n", sent.saturating_add(took.days())),
        };
    }
    let rows = read(&text).unwrap();
    let cells = cells::cells(&rows);
    let all = policy::outcomes(&cells, NEVER, &mut cells::Dice(1));
    let vain: Vec<f64> = all.iter().map(policy::Outcome::in_vain).collect();
    assert!(vain[..5].windows(2).all(|pair| pair[0] >= pair[1]), "{vain:?}");
    assert!(all.iter().all(|it| it.claimed() == 1.0), "{all:?}");
    assert_eq!(all[1].days(), 3.0);
    assert!(policy::on_the_frontier(&all, &all[5]), "{}", policy::text(&all));
}

#[test]
fn without_promises_nothing_is_said_of_the_lost() {
    let text = orders().replace("estimated,", "guessed,").replace("seller_state\n", "seller_state,estimated\n");
    let report = Report::of(&read(&text).unwrap(), NEVER, Asking::all(DRAWS), 1);
    assert!(report.json()["lost"].is_null(), "{}", report.text());
}

/// The columns the other way round, one that nobody knows among them, everything in quotes, empty lines, foreign line ends.
#[test]
fn the_same_rows_in_other_clothes_give_the_same_figures() {
    let dress = |line: &str| {
        let mut fields: Vec<String> = line.split(',').map(|field| format!("\"{field}\"")).collect();
        fields.push(if line.starts_with("carrier") { "note" } else { "\"a, \"\"b\"\"\r\nc\"" }.to_owned());
        fields.reverse();
        fields.join(",") + "\r\n\r\n"
    };
    let dressed: String = orders().lines().map(dress).collect();
    assert_eq!(read(&dressed), read(&orders()));
}
