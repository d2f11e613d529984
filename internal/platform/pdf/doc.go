// Package pdf writes documents for paper: headings and paragraphs of Chinese and English text on A4,
// with a line at the head and the page's number at the foot. It knows no rooms.
//
// The font is WenQuanYi Micro Hei (see NOTICE), compiled in; a document carries only the characters
// that it shows. What the font lacks is shown as □.
package pdf
