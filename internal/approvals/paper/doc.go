// Package paper prints an approval: its form, its route, who said what, the signatures, and how somebody
// with the signed document can check that nothing was changed. It gets every word ready and knows neither
// database nor languages.
package paper
