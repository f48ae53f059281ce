## Уведомления: что случилось (заголовок) и подробности. Заголовок — «Наушники: номер изменился».

notice-title = { $title }: { $what }
notice-handed-over-title = номер изменился
notice-handed-over = { $sure ->
    [yes] Номер изменился: теперь { $to } ({ $carrier }).
   *[no] Номер, вероятно, изменился: похоже, теперь { $to } ({ $carrier }); подтверждения пока нет. Если знаете: posylka link или posylka unlink.
} Прежний: { $from }. Откуда известно: { $by }.
notice-moved = { $text }{ $place }, { $on }.
notice-delivered = Вручено { $on }{ $place }. Осмотрите товар, прежде чем подтверждать получение.
notice-is-it-there-title = она у вас?
notice-is-it-there = Скажите: posylka received или posylka received --no.
notice-as-of = { $days ->
    [one] По состоянию на { $days } день назад: с тех пор никто не ответил.
    [few] По состоянию на { $days } дня назад: с тех пор никто не ответил.
   *[other] По состоянию на { $days } дней назад: с тех пор никто не ответил.
  }
notice-missed = Последний день прошёл, пока вас не удавалось известить ({ $action }, не позднее { $by }).
notice-raised = { $because }.
notice-raised-bare = Теперь: { $flag }.
notice-lowered-title = { $kind ->
    [blind] снова видно
    [dark] снова видно
   *[other] снова в порядке
  }
notice-lowered = { $kind ->
    [blind] О посылке снова отвечают.
    [dark] О посылке снова можно спросить, смотреть самому не нужно.
   *[other] Больше не так: { $flag }.
  }
notice-source-fails = Сейчас его не спросить: { $outcome }{ $detail }. { $kind ->
    [blocked] Может помочь другой адрес, без VPN или через прокси: posylka doctor.{" "}
   *[other] {""}
}Остальных посылок это не касается.{ $page }
notice-source-back = Снова отвечает.
notice-mending-found = Отвечает в другом виде. Исправленное описание возвращает { $given } из { $known } известных событий. Посмотрите: posylka carrier mend { $id }
notice-mending-in-force = Стал отвечать в другом виде. Теперь его читает исправленное описание: оно возвращает { $given } из { $known } известных событий. Отменить: posylka carrier mend { $id } --undo
notice-mending-taken-back = Исправленное описание больше не читает его ответы и отменено. Посмотрите: posylka carrier mend { $id }
where-replaced = Новый номер появится в СМС, на странице заказа или в приложении перевозчика{ $carrier }.
where-kept = Проверить прежний номер можно у местной почты{ $carrier }.
where-ends = Нового номера может не быть вовсе: придёт извещение или СМС.
where-unknown = Если номер сменился, новый виден в СМС, на странице заказа или в приложении перевозчика{ $carrier }.

# Кто назвал номер
by-user = указан вручную
by-source = { $source }
by-message = сообщение ({ $from })
by-some-message = сообщение
by-rules = проверен по правилу: этот номер на границе не меняется
notice-conflict-title = номер другой посылки
notice-conflict = Дальше здесь мог бы быть номер { $number }, но под ним уже едет посылка { $other } ({ $by }). Он не принят. Если обе едут вместе: posylka join.
notice-corrected-title = в номере была опечатка
notice-corrected = В номере { $wrong } была неверная цифра: теперь посылка идёт под { $right }. Откуда известно: { $by }.
notice-together-title = похоже, едет вместе с другой
notice-together = Эта посылка и посылка { $other } идут под одним номером { $number } ({ $by }), и даты сходятся: похоже, они едут вместе. Объединить: posylka join { $this } { $other }
notice-at-forwarder-title = у вашего посредника
