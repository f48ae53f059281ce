//! How long the user's own parcels took from posting to arrival, and how many were lost.

use jiff::Timestamp;

use super::{
    Knowledge,
    dispute::settlement,
    timeline::{self, Progress},
};
use crate::model::{Case, DisputeState, Flag, Stage, total};

/// What is known of one parcel's whole trip.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trip {
    /// Days from posting to its end, or to now.
    pub days: f64,
    /// How it ended.
    pub end: End,
}

/// How a trip ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The recipient has it.
    Arrived,
    /// It never came: lost, gone back, or the money was given back.
    Lost,
    /// It is under way.
    None,
}

/// What trips together say.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Summary {
    /// Parcels.
    pub parcels: usize,
    /// That arrived.
    pub arrived: usize,
    /// That never came.
    pub lost: usize,
    /// Days by which half of them arrive; `None` where too few have.
    pub median: Option<f64>,
    /// Days by which nine of ten do.
    pub ninety: Option<f64>,
}

/// The trip of a parcel; `None` where nobody knows when it was posted.
pub fn trip(case: &Case, knowledge: &Knowledge, now: Timestamp) -> Option<Trip> {
    let progress = timeline::progress(case, &case.legs, &case.entries, now);
    let shipped = case.orders.iter().filter_map(|order| order.shipped).min();
    let shipped = shipped.and_then(|day| day.to_zoned(knowledge.zone.clone()).ok()).map(|it| it.timestamp());
    let posted = shipped.or(progress.accepted)?;
    let end = end(case, &progress);
    let until = match (progress.stage, case.parcel.received) {
        _ if end != End::Arrived => now,
        (Stage::Delivered, received) => progress.latest_at.or(received)?,
        (_, received) => received?,
    };
    Some(Trip { days: until.duration_since(posted).as_secs_f64().max(0.0) / 86_400.0, end })
}

/// How the trip of a parcel that is so far ended. One that is called delivered and that the user does not have never came.
/// Money back for all of it is the end of what did not come; who asks for a part
/// of the price has the goods, or still waits for them.
pub fn end(case: &Case, progress: &Progress) -> End {
    let refunded = case.dispute.state() == DisputeState::Refunded && !asks_for_a_part(case);
    let astray = matches!(progress.stage, Stage::Returning | Stage::Returned | Stage::Lost);
    match (progress.stage, case.parcel.received) {
        (_, Some(_)) => End::Arrived,
        (Stage::Delivered, None) if case.dispute.denied().is_none() => End::Arrived,
        _ if refunded || astray || case.verdict.has(Flag::ProbablyLost) => End::Lost,
        _ => End::None,
    }
}

fn asks_for_a_part(case: &Case) -> bool {
    let sums = total(&case.orders).zip(settlement::asked(&case.dispute, &case.orders));
    sums.is_some_and(|(paid, asked)| settlement::missing(&paid, &asked).is_some())
}

/// What trips together say. Those that are not over count as taking longer than they have (Kaplan and Meier): the ones
/// that are over are the fast ones.
pub fn summary(trips: &[Trip]) -> Summary {
    let count = |end| trips.iter().filter(|it| it.end == end).count();
    let by = |share| over_by(trips, share);
    Summary {
        parcels: trips.len(),
        arrived: count(End::Arrived),
        lost: count(End::Lost),
        median: by(0.5),
        ninety: by(0.9),
    }
}

/// Days by which such a share has arrived.
fn over_by(trips: &[Trip], share: f64) -> Option<f64> {
    let mut trips: Vec<&Trip> = trips.iter().collect();
    trips.sort_by(|a, b| a.days.total_cmp(&b.days));
    let (mut left, total) = (1.0, trips.len());
    trips.iter().enumerate().find_map(|(index, trip)| {
        if trip.end == End::Arrived {
            left *= 1.0 - 1.0 / (total - index) as f64;
        }
        (left <= 1.0 - share + 1e-9).then_some(trip.days)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trips(arrived: &[f64], in_flight: &[f64]) -> Vec<Trip> {
        let of = |days: &[f64], end| days.iter().map(|days| Trip { days: *days, end }).collect::<Vec<_>>();
        [of(arrived, End::Arrived), of(in_flight, End::None)].concat()
    }

    #[test]
    fn the_unfinished_count_as_longer() {
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        let all = summary(&trips(&ten, &[]));
        assert_eq!((all.median, all.ninety), (Some(5.0), Some(9.0)));
        let half = summary(&trips(&ten[..5], &[20.0; 5]));
        assert_eq!((half.median, half.ninety), (Some(5.0), None), "nobody knows when nine of ten will be here");
        assert_eq!(summary(&[]), Summary::default());
    }
}
