## A look that somebody waits for.

# While it goes on
look-asks = Asking { $source } for { $numbers }
look-came = { $source }, { $number }: { $outcome }{ $scans ->
    [0] {""}
    [one] , { $scans } scan
   *[other] , { $scans } scans
}
look-waits = Waiting until { $at }: carriers want a pause between two questions
look-daemon = The daemon asks; waiting for its answer

# What brought nothing new, and what to do
look-alone = Nobody could be reached ({ $hosts }): is this machine online? As soon as it is: { $command }
look-not-found = { $carrier } does not know { $number } yet
look-given-up = { $carrier } has not answered about { $number } in 30 seconds; it can be asked again after { $next }{ $page }
look-answered-before = { $carrier } answered about { $number } { $age }; it can be asked again after { $next }
look-left-alone = { $carrier } is left alone until { $next }: { $health }{ $cure }
look-later = { $carrier } was not asked about { $number } yet: others were asked before; it can be asked after { $next }
look-failed = { $carrier }, { $number }: { $outcome }{ $detail }; { $cure }
look-cure-unreadable = its answers have probably changed: a newer posylka may read them{ $page }
look-cure-again = it can be asked again after { $next }{ $page }
look-yourself = ; look yourself: { $page }
look-daemon-late = The daemon has not answered in 30 seconds; what holds it up: posylka status
ago-minutes = { $n ->
    [0] just now
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}

# track
track-nothing = No tracking number is in it
track-order = { $order } is the number of an order: no carrier knows it. To watch the order: posylka add --order { $order }
track-not-kept = Not watched. To watch it: posylka add { $number }

# check-now
check-alive = A daemon watches already: nothing to do
check-asked = { $count ->
    [0] Nothing was due
    [one] { $count } number was asked for
   *[other] { $count } numbers were asked for
}
check-alone = Nobody could be reached: is this machine online? The next round tries again
check-next = { $asked }; next look due { $at }
check-no-next = { $asked }; nothing more is waited for
