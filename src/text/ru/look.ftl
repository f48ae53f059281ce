## Обход, которого ждут.

# Пока он идёт
look-asks = { $source }: спрашиваем о { $numbers }
look-came = { $source }, { $number }: { $outcome }{ $scans ->
    [0] {""}
    [one] , { $scans } событие
    [few] , { $scans } события
   *[other] , { $scans } событий
}
look-waits = Ждём до { $at }: перевозчики просят паузу между вопросами
look-daemon = Спрашивает демон; ждём его ответа

# Что не принесло нового и что делать
look-alone = Никто не доступен ({ $hosts }): есть ли связь? Как появится: { $command }
look-not-found = { $carrier }: номер { $number } пока неизвестен
look-given-up = { $carrier }: о { $number } нет ответа за 30 секунд; снова спросить можно после { $next }{ $page }
look-answered-before = { $carrier }: ответ о { $number } получен { $age }; снова спросить можно после { $next }
look-left-alone = { $carrier }: не спрашиваем до { $next }: { $health }{ $cure }
look-later = { $carrier }: о { $number } ещё не спрашивали, сначала спросили других; спросить можно после { $next }
look-failed = { $carrier }, { $number }: { $outcome }{ $detail }; { $cure }
look-cure-unreadable = вероятно, изменился вид ответов: их может прочесть новая версия posylka{ $page }
look-cure-again = снова спросить можно после { $next }{ $page }
look-yourself = ; посмотреть самим: { $page }
look-daemon-late = Демон не ответил за 30 секунд; что его держит: posylka status
ago-minutes = { $n ->
    [0] только что
    [one] { $n } минуту назад
    [few] { $n } минуты назад
   *[other] { $n } минут назад
}
ago-hours = { $n ->
    [one] { $n } час назад
    [few] { $n } часа назад
   *[other] { $n } часов назад
}

# track
track-nothing = Здесь нет номера отправления
track-order = { $order } — номер заказа: перевозчики его не знают. Следить за заказом: posylka add --order { $order }
track-not-kept = Не отслеживается. Следить: posylka add { $number }

# check-now
check-alive = Следит демон: делать нечего
check-asked = { $count ->
    [0] Спрашивать было нечего
    [one] Спрошен { $count } номер
    [few] Спрошены { $count } номера
   *[other] Спрошено { $count } номеров
}
check-alone = Никто не доступен: есть ли связь? Следующий обход попробует снова
check-next = { $asked }; следующий обход { $at }
check-no-next = { $asked }; ждать больше нечего
