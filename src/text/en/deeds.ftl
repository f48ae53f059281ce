# Deeds of the user and undoing them; what waits to be collected.
add-order-alone = { $order } is an order number; a tracking number is not known yet. As soon as the shop shows one: posylka link { $id } NUMBER
archive-window = A claim can still be opened until { $closes }: archiving would end the watch before that. Say --anyway if you mean it.
undo-nothing = There is nothing to undo.
undo-done = Undone: parcel { $id } ({ $title }), { $deed }, { $at }.
undo-would = This would be undone: parcel { $id } ({ $title }), { $deed }, { $at }.
undo-ask = Undo this: parcel { $id } ({ $title }), { $deed }, { $at }?
undo-kept = Nothing was undone. What you did to another parcel: posylka undo PARCEL
undo-known = { $number } is watched as parcel { $other } by now, and parcel { $id } goes under it too. To have this one back, take that one away first: posylka remove { $other }

# What was done, as it is named when it is undone.
deed-added = adding it
deed-removed = removing it
deed-unknown = the last thing you did
deed-linked = attaching the number { $what }
deed-corrected = putting { $right } in the place of { $wrong }
deed-unlinked = taking away the number { $what }
deed-refresh = asking anew
deed-received = saying that it is with you
deed-wronged = saying: { $what }
deed-disputed = saying of the claim: { $what }
deed-extended = lengthening the protection until { $what }
deed-ordered = telling of the order { $what }
deed-sold = naming the seller { $what }
deed-addressed = telling its postcode
deed-to-forwarder = saying that it goes to a forwarder
deed-no-forwarder = saying that it goes to no forwarder
deed-coded = telling whose number it is: { $what }
deed-dated = telling its dates
deed-named = calling it "{ $what }"
deed-archived = putting it into the archive
deed-unarchived = taking it out of the archive
deed-said = saying of it: { $what }
deed-message = the message of { $from }: { $what }
deed-joined = joining it with { $what }
deed-split = making parcel { $what } of a part of it
deed-nothing-said = nothing of its way
join-itself = A parcel cannot be joined with itself.
split-none = This parcel has neither a number nor an order { $what }.
split-whole = That is the whole parcel; there would be nothing left to split it from.
event-no-number = The parcel has neither a number nor an order number to note this by. Attach one with `posylka link`.
event-future = That lies in the future. Give the last day to collect it with --until.
pickup-nothing = Nothing waits to be collected.
pickup-place = Where
pickup-until = Until
pickup-about = about { $day }, ask there

# What is said and hardly meant.
doubt-ordered = Bought on { $day }: that day has not come yet. If it is meant: --sure.
doubt-shipped = Posted on { $day }: that day has not come yet. If it is meant: --sure.
doubt-protection = The protection would have ended on { $day }, long ago. If it is meant: --sure.
doubt-price = { $price }: no currency was given, so it is taken for roubles. If it is another one, write for example 12.50USD; if it is meant: --sure.
doubt-until = The last day would be { $day }, before that happened. If it is meant: --sure.
doubt-more-than-paid = { $sum } in all would be more than the { $paid } that were paid. If it is another currency, write it, as 4000RUB; if it is meant: --sure.
sum-currency = { $sum }: of which currency? Neither a price nor another sum is known here. Write for example { $sum }USD or { $sum }RUB, or tell the price: posylka edit { $id } --price SUM
edit-order-there = The parcel has an order { $order } already
edit-which-order = It holds several orders, or not that one; say with --order which is meant: { $orders }
doubt-ask = Is that right?
doubt-not = Nothing was changed.
deed-forbade = forbidding to ask { $what }
deed-allowed = allowing to ask { $what } again
deed-given = giving it to { $what }
deed-given-house = giving it to the whole house

## What was typed and cannot be read, on the command line as on the page.
typed-day = Write a day as 2026-02-28, 28.02.2026, `28 Feb`, today, `in 3 days` or `2 days ago`.
typed-day-ambiguous = Day and month may change places. Write { $one } or { $other }.
typed-minute = Write a day as 2026-02-28 or a minute as 2026-02-28T18:30.
typed-word = Choose one of these: { $known }.
typed-renumbered = Attach the new number with `posylka link`.
typed-title = Write a name of 1 to { $most } characters.
typed-note = Write 1 to { $most } characters.
typed-order = Write an order number of 1 to { $most } characters.
typed-postcode = Write the recipient's postcode as 140150, or `none` to take it back.
typed-sum = Write a sum as 12.50USD or `1 234,56 ₽`.
typed-rate = Write a rate as 92.50.

edit-forwarder-none = Parcel { $id } has no number of which this could be said. Attach the number first: posylka link { $id } NUMBER
