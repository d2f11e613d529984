// Package demo fills an empty data folder with a sample company, 澄川仪表: departments, people, roles,
// ten working days of talk, approvals, and a regulation that people live by, so that whoever starts the product sees it at work.
//
// Everything goes through the services that a real company uses: setup, roster import, handing out
// passwords, login, sending. The seed opens them on a database of its own whose clock is moved from
// one line of the script to the next, so the rooms need no door for past times. Only when all is
// done does the database get its place in the data folder: a seed that is broken off leaves nothing.
//
// # The script
//
// company.csv is a roster as companies export it. Each file in talk/ is one conversation:
//
//	group NAME | direct A B | self A      first
//	owner A                               of a group; opens it
//	members A B ... | members *           the others, or everybody
//	pinned A ... | muted A ...            whose list shows it so
//	behind N A ...                        who has not read the last N messages
//	unread A N                            who marked the last N to be read again
//	draft A: TEXT                         what A has not sent
//
//	day N                                 1 to 10; day 10 is today, or the last working day
//	HH:MM A: TEXT                         in Asia/Shanghai; further lines are indented
//	HH:MM A [label]: TEXT                 a message that later lines refer to
//	HH:MM A edits label: TEXT             within two minutes
//	HH:MM A recalls label                 within two minutes
//	HH:MM A misses label                  tries to recall it too late, and is refused
//	HH:MM A corrects label: TEXT          any time later
//	HH:MM A quotes label: TEXT            answers it where the talk is
//	HH:MM A answers label: TEXT           in its thread
//	HH:MM A forwards label to B: TEXT     one message to a person or group; TEXT is the note behind it
//	HH:MM A forwards l1,l2 to B: TEXT     several as one record
//	HH:MM A sends f1,f2: TEXT             files of the folder files, under the names of sent.go; TEXT goes with them
//	HH:MM A oversends MB: NAME            tries to send a file that is too large, and is refused
//	HH:MM A adds B
//
// What is said, quoted or answered may carry a [label] too. In a TEXT, @NAME and @所有人 are mentions,
// addresses are links, **words** are bold, `words` code, lines with "- " or "1. " a list, with "> " a
// quote, and lines between two lines of ``` code. {day N} becomes the date of that working day, for
// example 3月9日. Lines that lie in the future when the company is made are left out.
package demo
