## Orders from files: what an import found and did.

order-title = title
order-number = number
orders-order = Order
orders-title = Title
orders-change = What
orders-new = new
orders-updated = brought up to date: { $fields }
orders-same = nothing new
orders-passed = cancelled or complete, left alone
orders-fault = { $file }, line { $line }, { $column }: "{ $text }" cannot be read; the rest of the row is taken.
orders-unknown-column = { $file }: the column "{ $column }" is not known, and nothing of it is taken.
orders-unsure-column = { $file }: in the column "{ $column }" nothing says whether the day or the month stands first; read day first.
orders-done = Changed: { $changed }. Nothing new: { $same }. Cancelled or complete: { $passed }. Unreadable: { $faults }.
orders-progress = { $done } of { $all } orders
orders-would = Nothing was changed. It would change: { $changed }. Nothing new: { $same }. Cancelled or complete: { $passed }. Unreadable: { $faults }.
