## Заказы из файлов: что нашлось и что сделано.

order-title = название
order-number = номер
orders-order = Заказ
orders-title = Название
orders-change = Что
orders-new = новый
orders-updated = обновлено: { $fields }
orders-same = ничего нового
orders-passed = отменён или завершён, пропущен
orders-fault = { $file }, строка { $line }, { $column }: «{ $text }» не прочитать; остальное в строке взято.
orders-unknown-column = { $file }: столбец «{ $column }» неизвестен, из него ничего не взято.
orders-unsure-column = { $file }: в столбце «{ $column }» не видно, что стоит первым, день или месяц; прочитано как день.
orders-done = Изменено: { $changed }. Без изменений: { $same }. Отменённых и завершённых: { $passed }. Не прочитано: { $faults }.
orders-progress = Заказы: { $done } из { $all }
orders-would = Ничего не изменено. Изменилось бы: { $changed }. Без изменений: { $same }. Отменённых и завершённых: { $passed }. Не прочитано: { $faults }.
