## What to do. $by is " no later than 5 April" or nothing, $order "order 8123" or "the order", $reason the reason or nothing.

do-none = Nothing is to be done.
do-wait = Wait for now: this is normal.
do-wait-for-a-look = Wait for the next answers: without them nothing can be said.
do-tell-dates = Look on the page of { $order } for the last day of buyer protection and note it here{ $by }.
do-ask-number = Ask the seller{ $by } for a tracking number that works; the text is ready.
do-ask-seller = Message the seller of { $order }{ $by }.
do-ask-extension = Ask the seller to extend the protection of { $order }{ $by }; the text is ready. The extension is real once the new day shows on the order page.
do-find-number = Find the domestic number{ $by }: in an SMS, on the page of { $order } or in the carrier's app.
do-collect = Collect the parcel{ $by }. One left behind counts as the buyer's refusal.{ $else }
do-collect-else = { " " }If it is not there or is not yours, open the dispute on the page of { $order } no later than { $date }.
do-ask-pickup = Ask the pickup point or the carrier today whether it is still there and can be kept longer. Its time there is over, and it probably goes back to the sender.
do-look-first = Look where it is{ $by }, better today: posylka refresh, or the carrier's page. If it cannot be seen, ask the seller of { $order } to extend the protection.{ $else }
do-look-first-else = { " " }The dispute can be opened no later than { $date }.
do-tell-arrival = Look on the carrier's page or ask at the pickup point, and say{ $by } whether you have it: nobody else can know.
do-ask-post = Ask the post with the domestic number{ $by }: the office, the hotline or a search request.
do-answer-customs = Give customs{ $by } what it asks for: papers or duty.
do-cancel-order = Cancel { $order }{ $by }: it was not sent. No dispute is needed for that.
do-inspect = Look at the goods{ $by } and only then confirm receipt.
do-prepare-dispute = The dispute for { $order } is prepared{ $reason }. You can open it{ $by }; there is still time.
do-recommend-dispute = Better open a dispute{ $by }: on the page of { $order } (refund or support){ $reason }.
do-open-dispute = Open the dispute{ $by }, better today: on the page of { $order } (refund or support){ $reason }.
do-await-seller = Wait for the seller's answer{ $by }. Do not close the dispute for a request or a promise.
do-await-decision = Wait for the shop's decision{ $by }. If it asks for proof, answer in time.
do-escalate = Let the shop decide{ $by }: on the page of { $order } or through support.
do-await-refund = Wait for the money{ $by }. It goes back to where you paid from; the sum in roubles depends on the rate.
do-claim-elsewhere = By the dates known here the shop's time is over. Look at the order page all the same. What remains is a search by the post, and the bank.
advice-by = { " " }no later than { $date } ({ $distance })
advice-until = { " " }until { $date } ({ $distance })
advice-order = order { $id }
advice-order-none = the order
advice-reason = , reason "{ $reason }"

## Ready messages to the seller

seller-number = Hello! The tracking number of { $order } ({ $number }) cannot be tracked. Please check it and send me a number under which the parcel can be seen. Thank you.
seller-extension = Hello! The parcel of { $order } ({ $number }) has not arrived yet and buyer protection ends soon. Please extend it. Thank you.
seller-local-number = Hello! The parcel of { $order } ({ $number }) has passed customs and a local carrier takes it on. Please send me the name of that carrier and its tracking number. Thank you.
seller-no-number = no number
