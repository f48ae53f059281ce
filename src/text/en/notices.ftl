## Notices: what happened (title) and the details. A title is "Headphones: the number changed".

notice-title = { $title }: { $what }
notice-handed-over-title = the number changed
notice-handed-over = { $sure ->
    [yes] The number changed: now { $to } ({ $carrier }).
   *[no] The number has probably changed: it seems to be { $to } ({ $carrier }) now; nothing confirms it yet. If you know: posylka link or posylka unlink.
} Before: { $from }. Known from: { $by }.
notice-moved = { $text }{ $place }, { $on }.
notice-delivered = Delivered on { $on }{ $place }. Look at the goods before confirming receipt.
notice-is-it-there-title = is it with you?
notice-is-it-there = Say so: posylka received, or posylka received --no.
notice-as-of = { $days ->
    [one] As of yesterday: nobody answered since.
   *[other] As of { $days } days ago: nobody answered since.
  }
notice-missed = The last day passed while you could not be told ({ $action }, no later than { $by }).
notice-raised = { $because }.
notice-raised-bare = Now: { $flag }.
notice-lowered-title = { $kind ->
    [blind] it can be seen again
    [dark] it can be seen again
   *[other] in order again
  }
notice-lowered = { $kind ->
    [blind] There are answers about it again.
    [dark] It can be asked about again; you need not look yourself.
   *[other] No longer so: { $flag }.
  }
notice-source-fails = It cannot be asked now: { $outcome }{ $detail }. { $kind ->
    [blocked] Another address may help, without a VPN or through a proxy: posylka doctor.{" "}
   *[other] {""}
}The other parcels are not affected.{ $page }
notice-source-back = It answers again.
notice-mending-found = It answers in another shape. A mended reading gives back { $given } of { $known } known scans. Look at it: posylka carrier mend { $id }
notice-mending-in-force = It answered in another shape, and is read by a mended definition now: { $given } of { $known } known scans are given back. Take it back: posylka carrier mend { $id } --undo
notice-mending-taken-back = The mended definition no longer reads its answers, and is in force no more. Look at it: posylka carrier mend { $id }
where-replaced = The new number shows up in an SMS, on the order page or in the carrier's app{ $carrier }.
where-kept = The same number can be looked up at the local post{ $carrier }.
where-ends = There may be no new number at all: a postal slip or an SMS will come.
where-unknown = If the number changed, the new one shows up in an SMS, on the order page or in the carrier's app{ $carrier }.

# Who named the number
by-user = given by hand
by-source = { $source }
by-message = a message ({ $from })
by-some-message = a message
by-rules = looked up because the number does not change at the border
notice-conflict-title = number of another parcel
notice-conflict = Number { $number } would go on here, but parcel { $other } already goes under it ({ $by }). It is not adopted. If the two travel as one: posylka join.
notice-corrected-title = the number had a wrong digit
notice-corrected = { $wrong } was written with a wrong digit: the parcel now goes under { $right }. Known from: { $by }.
notice-together-title = it seems to travel with another parcel
notice-together = This parcel and parcel { $other } go under one number, { $number } ({ $by }), and the dates fit: they seem to travel together. Make one of them: posylka join { $this } { $other }
notice-at-forwarder-title = at your forwarder
