# Deeds of the user and undoing them; what waits to be collected.
archive-window = A claim can still be opened until { $closes }: archiving would end the watch before that. Say --anyway if you mean it.
undo-nothing = There is nothing to undo.
undo-done = Undone: what you did on { $at }.
join-itself = A parcel cannot be joined with itself.
split-none = This parcel has neither a number nor an order { $what }.
split-whole = That is the whole parcel; there would be nothing left to split it from.
event-no-number = The parcel has neither a number nor an order number to note this by. Attach one with `posylka link`.
event-future = That lies in the future. Give the last day to collect it with --until.
pickup-nothing = Nothing waits to be collected.
pickup-place = Where
pickup-until = Until
pickup-about = about { $day }, ask there
