## Пути уведомлений: сводка, «жив», кнопки, команды ack, mute, snooze, backup, check, export.

summary-title = { $count ->
    [one] { $count } новость о посылках
    [few] { $count } новости о посылках
   *[other] { $count } новостей о посылках
  }
summary-more = { $count ->
    [one] и ещё { $count }: posylka list
    [few] и ещё { $count }: posylka list
   *[other] и ещё { $count }: posylka list
  }
reminder-title = Напоминание: { $title }

alone-title = Ни один перевозчик не доступен
alone = Никто не отвечает с { $since }. Вероятно, дело в связи, VPN или прокси; posylka продолжает пробовать. До тех пор о посылках ничего не узнать, но о сроках она напомнит.
in-reach-title = Перевозчики снова отвечают
in-reach = Никто не отвечал с { $since }. Всё пропущенное уже спрашивается.
channel-fails-title = { $channel } ничего не доставляет
channel-fails = Через { $channel } ничего не доходит с { $since }{ $detail }. Пока это так, обо всём сообщает другой способ. Что с ним: posylka doctor.
channel-back-title = { $channel } снова доставляет
channel-back = Уведомления снова приходят через { $channel }.

broker-fails-title = Умный дом не знает новостей о посылках
broker-fails = Брокер не отвечает с { $since }{ $detail }. Проверьте, работает ли он и что написано в [mqtt]; posylka продолжает попытки.
broker-back-title = Умный дом снова знает о посылках
broker-back = Брокер снова отвечает. Все датчики показывают последнее.
folder-fails-title = Опубликованные файлы не обновляются
folder-fails = Папка не принимает файлы с { $since }{ $detail }. Освободите место или верните папку: недостающее запишется само.
folder-back-title = Опубликованные файлы снова обновляются
folder-back = Папка снова принимает файлы. Всё недостающее уже в ней.

alive-title = posylka на посту
alive = { $count ->
    [0] Наблюдаемых посылок нет.
    [one] Под наблюдением { $count } посылка.
    [few] Под наблюдением { $count } посылки.
   *[other] Под наблюдением { $count } посылок.
  }
alive-next = Ближайший срок: { $on }, { $title }.
alive-no-next = Сроков пока нет.

button-show = Открыть страницу
button-snooze = Не беспокоить сутки
button-draft = Подготовить спор
button-join = Объединить посылки
button-ack = Понятно

ack-done = { $count ->
    [one] Принято: { $count } напоминание отменено.
    [few] Принято: { $count } напоминания отменены.
   *[other] Принято: { $count } напоминаний отменено.
  }
ack-nothing = Напоминаний не было.
mute-until = «{ $title }»: уведомления подождут до { $until }; о последнем дне напомним всё равно. Отменить: posylka mute { $id } --off
mute-forever = «{ $title }»: уведомления молчат; о последнем дне напомним всё равно. Отменить: posylka mute { $id } --off
mute-off = «{ $title }»: уведомления снова приходят.
mute-was-off = «{ $title }»: уведомления и так приходят.
mute-past = { $until } уже прошло; нужен день впереди
snooze-wrong = «{ $text }» — не срок; например: 12h, 3d, 2w

backup-fails-title = Нет копии базы
backup-fails = Последняя копия базы — от { $since }{ $detail }. Попытка повторяется каждый час. Как дела: posylka doctor.
backup-back-title = Копии базы снова пишутся
backup-back = Копия базы снова записана.
backup-last = Последняя копия базы: { $last }, { $file }
backup-none-yet = Копии базы пока нет. Демон запишет первую, как только заработает.
backup-never = Копию базы записать не удаётся: { $error }
backup-behind = Последняя копия базы — от { $last }. С тех пор записать новую не удаётся: { $error }
backup-exists = { $path } уже есть; назовите файл, которого нет
backup-done = Копия записана и проверена: { $path }
backup-broken = Копия { $path } не прошла проверку: { $faults }

check-sound = База исправна: { $path }, схема { $schema }
check-fault = Неисправность: { $what }
check-stale = { $count ->
    [one] { $count } номер давно пора спросить, первый с { $since }
    [few] { $count } номера давно пора спросить, первый с { $since }
   *[other] { $count } номеров давно пора спросить, первый с { $since }
  }
check-stuck = { $channel }: самое старое недоставленное уведомление ждёт с { $since }
check-silent = Источник { $source } молчит с { $since }

status-reminders = { $count ->
    [one] { $channel }: назначено { $count } напоминание. Чтобы не повторять: posylka ack
    [few] { $channel }: назначены { $count } напоминания. Чтобы не повторять: posylka ack
   *[other] { $channel }: назначено { $count } напоминаний. Чтобы не повторять: posylka ack
  }
doctor-delivered = последняя доставка { $at }
doctor-never-delivered = ещё ничего не доставлено
status-muted = Молчат: { $ids }
doctor-channel = Уведомления
doctor-no-channel = способов нет, никто ничего не узнает; впишите хотя бы один в [notify] channels

# Что делать с источником, который не отвечает
cure-blocked = может помочь другой адрес (российским сайтам — российский): без VPN или через прокси, [carriers.{ $id }] proxy = "socks5h://…"
cure-cut = похоже, провайдер обрывает ответы зарубежных узлов около 16 КБ; помогает прокси: [carriers.{ $id }] proxy = "socks5h://…"
