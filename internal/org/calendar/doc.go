// Package calendar keeps when the company works: the national holidays with their make-up days, the days
// that the company or a site settles for itself, and the hours and zone of each site.
//
// A site is a department with hours of its own; those below it share them. What is nearer wins: a day of
// the site over one of the company, that over the national set, that over the weekday. An imported year
// stands in the place of the one that the product brings.
//
// Every change of any calendar has a number, also that an update of the product brought another year.
// Whoever counts in working time records the number beside what came out (Service.For).
package calendar
