## Why we think so. $days and the like come ready as "23 days"; dates as "25 March".

why-quiet = Quiet for { $days } { $stage ->
    [announced] since the number was made
    [accepted] between acceptance and export
    [exported] between export and import
    [imported] between import and customs
    [customs] at customs
    [released] after customs
    [domestic] on the way inside the country
    [out-for-delivery] with the courier
    [ready-for-pickup] at the pickup point
    [returning] on the way back
   *[other] at this stage
}; usually under { $most }
why-usual = All is normal: { $days } { $stage ->
    [announced] since the number was made
    [accepted] between acceptance and export
    [exported] between export and import
    [imported] between import and customs
    [customs] at customs
    [released] after customs
    [domestic] on the way inside the country
    [out-for-delivery] with the courier
    [ready-for-pickup] at the pickup point
    [returning] on the way back
   *[other] at this stage
}; usually under { $most }
why-unscanned = The number has been known for { $days } without a scan; the first one usually comes within { $most }
# $look: how the silence is known. $any: whether any of the days was looked at.
why-without-news = { $days } without news{ $look ->
    [once] : so says the first answer, of { $on }; the next ones decide
    [dark] {""}
    [not-asked] { $any ->
        [yes] , { $looked } of them looked at
       *[no] {""}
    }; no carrier was asked yet
    [no-answer] { $any ->
        [yes] , { $looked } of them looked at
       *[no] {""}
    }; asked, and not answered yet
   *[other] { $any ->
        [yes] , { $looked } of them looked at
       *[no] {""}
    }; no answer since { $on }
}
why-unlooked = { $look ->
    [not-asked] Not asked yet
    [no-answer] Asked, and not answered yet
   *[other] No answer since { $on }
}
why-not-known = The carrier does not know this number yet{ $n ->
    [0] {""}
   *[other] , { $days } after it was made
}; it usually shows up within { $most }
why-no-number = The order is { $days } old and has no number yet
why-no-number-in-time = The order is { $days } old and has no number yet; sellers usually post within { $most }
why-odds = Of 100 such parcels { $never } never arrive
why-promise = The { $by ->
    [carrier] carrier
   *[other] shop
} promised it by { $promised }; { $days } have passed since
why-held = Held by customs since { $since }{ $reason }{ $sum }
why-held-until = Held by customs since { $since }{ $reason }{ $sum }; the last day to pay is { $until }
why-refused = Refused by customs on { $since }
why-changed = Silent for { $days }, since { $since }: after customs { $flow ->
    [kept] the same number usually answers at the local post{ $carrier }
    [replaced] the parcel usually travels under a new number{ $carrier }
    [ends] this number is no longer tracked{ $carrier }
   *[other] the number often changes to a local one{ $carrier }
}; { $looked ->
    [yes] a new number was looked for and not found
   *[no] a new number has not been looked for yet
}
why-ends = This service is not tracked beyond the border{ $service }: silence is normal here
why-storage = Waits at the pickup point until { $until } ({ $by ->
    [carrier] the carrier's own date
   *[other] the usual time of storage
}), { $days } left
why-back = Going back since { $since }{ $reason }
why-delivered = Delivered on { $on }{ $place }
why-said-to-have-ended = { $status ->
    [delivered] Said to be delivered on { $on }{ $place }
    [returned] Said to be back at the sender since { $on }{ $place }
   *[lost] Said to be lost since { $on }{ $place }
}; that is not certain, and only you can know
why-dark = { $carrier } does not answer programs: only you can look it up{ $page }
why-wants-key = { $carrier } answers programs only with a key of your own, and none is given. posylka carrier show { $source } says where it comes from; it goes into config.toml under [secrets.{ $source }]. Until then only you can look it up{ $page }
why-only-ordered = It has no tracking number yet: messages and posylka event tell of it
why-nobodys = Whose number this is nobody knows, so nobody is asked. If you learn it: posylka link with --carrier. Messages and posylka event tell of it; a tracker of many carriers may know it{ $page }
why-blind = { $carrier } could not be read for { $days }{ $detail }
why-wrong-digit-in-short = The number seems mistyped: perhaps { $likely }
why-wrong-digit = The digits of { $number } do not fit one another{ $unknown ->
    [yes] , and no carrier that was asked knows it
   *[no] { "" }
}: perhaps it should be { $likely }. With the right one: posylka link { $id } NUMBER
why-at-forwarder = Arrived at your forwarder on { $on }{ $place }. Once it is sent on: posylka link { $id } NUMBER; with others in one parcel: posylka join { $id } PARCEL --number NUMBER
why-older = A scan of { $event } is older than the order of { $ordered }: the number seems to be another parcel's
why-window = A dispute can be opened from { $opens } to { $closes }, { $days } left
why-window-over = The time for a dispute ({ $opens } to { $closes }) ended { $days } ago
why-protection = Buyer protection lasts until { $ends }, { $days } left
why-protection-over = Buyer protection ended on { $ends }, { $days } ago
why-dates-missing = The protection date is not known: the order page shows it
why-shipped = Posted { $days } ago
why-handover-open = The domestic number has not been found yet: the parcel may be travelling under it
why-late-arrive = Of 100 late parcels { $percent } arrive within the next 15 days
why-said = Noted on { $on }: the state of the dispute is "{ $state }"

# Where the figures come from: follows the reason
because-norm = Norm: { $norm }; source: { $source }.
because-share = { $share } of 100 such parcels pass this stage within { $most }.
because-norm-since = Last scan: { $since }. Norm: { $norm }; source: { $source }.
because-source = Source: { $source }.

# What speaks for a number somebody named. $signs is "a message (2), scans in time (2)".
evidence = What speaks for it: { $signs }: { $sum } points, { $enough } are enough.
naming-person = the user
naming-field = a field of the answer
naming-hand-over = a message that hands the parcel over under it
naming-rule = the number does not change at the border
naming-text = the text of a scan
naming-message = a message
naming-form = its form only
sign-time = scans in time
sign-postcode = the recipient's postcode
sign-region = the recipient's region
sign-weight = the weight
sign-origin = the country of origin
sign-last-mile = the carrier named for the last mile
sign-sender = the carrier itself wrote
sign-second = a second witness
sign-awaited = the order had no number
sign-letters = letters in the number
