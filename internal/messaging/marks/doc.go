// Package marks keeps what people put on messages: reactions, pins, receipts (回执), and, each for
// themself, stars and the list for later (稍后处理); and the page of messages that name somebody.
//
// Words: a reaction is one emoji of one person; its kind is that emoji under that message. A receipt
// is what the sender asks the others for, a confirmation or a result in words; asked are those who
// were members when the message was sent, without its sender, and have been ever since. An item of
// the list for later is open or done.
//
// Invariants:
//   - Whoever marks a message is a member now and may see it; of a recalled message nothing is shown
//     and nothing new is put on it. What is one's own can be taken away at any time.
//   - A reaction, a star, a pin, an item and an answer exist once; doing it again changes nothing and
//     tells nobody. The count of a kind is the number of its rows.
//   - An answer to a receipt stands: it is neither changed nor taken back.
//   - Pages show a message only where it is visible in the statement that reads them. Who has left a
//     group keeps the places of their marks and sees nothing of what lies there, until they return.
//   - A reminder is told once, on whichever node, whatever restarts.
//   - Events carry ids and numbers.
//
// What a page of messages costs: nothing where there are no marks; else one query for each kind of
// mark. A message says by itself whether it has reactions or is pinned, a membership whether its
// member has ever put a mark of their own in the conversation.
//
// Frames follow from events, as those of messaging do; only what concerns one's own devices is signed
// and may be lost. In large groups reactions are told in sum, once a second, and answers to a receipt
// only to the sender and to who gave them.
package marks
