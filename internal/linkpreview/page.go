package linkpreview

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// maxToken is how long a piece of a page can be, in bytes; a page with a longer one in its head has
// no preview.
const maxToken = 128 << 10

// page is what a page says of itself.
type page struct{ title, description string }

// read takes title and description out of the head of an HTML page; what is no HTML has neither.
func read(body []byte, contentType string) page {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil || kind == "" {
		kind, _, _ = mime.ParseMediaType(http.DetectContentType(body))
	}
	if kind != "text/html" && kind != "application/xhtml+xml" {
		return page{}
	}
	z := html.NewTokenizer(encodingOf(body, contentType).NewDecoder().Reader(bytes.NewReader(body)))
	z.SetMaxBuf(maxToken)
	return head(z)
}

// encodingOf goes by the byte order mark, the header and the page; a page that says nothing and is
// not UTF-8 is most probably Chinese here.
func encodingOf(body []byte, contentType string) encoding.Encoding {
	e, _, certain := charset.DetermineEncoding(body[:min(len(body), 1024)], contentType)
	if certain {
		return e
	}
	if name := declared(body); name != "" {
		if named, _ := charset.Lookup(name); named != nil {
			return named
		}
	}
	if utf8.Valid(body[:len(body)-min(len(body), utf8.UTFMax)]) { // the end may be cut
		return encoding.Nop
	}
	return simplifiedchinese.GB18030
}

// declared finds a charset that the page names later than browsers look for it.
func declared(body []byte) string {
	_, rest, found := bytes.Cut(bytes.ToLower(body[:min(len(body), 16<<10)]), []byte("charset="))
	if !found {
		return ""
	}
	rest = bytes.TrimLeft(rest, `"' `)
	end := bytes.IndexAny(rest, `"'/> ;`)
	if end < 0 || end > 40 {
		return ""
	}
	return string(rest[:end])
}

func head(z *html.Tokenizer) page {
	var title string
	meta := map[string]string{}
	for {
		switch z.Next() {
		case html.ErrorToken:
			return pick(title, meta)
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			switch string(name) {
			case "body":
				return pick(title, meta)
			case "title":
				if text := z.Next(); text == html.TextToken && title == "" {
					title = string(z.Text())
				}
			case "meta":
				if more {
					note(z, meta)
				}
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "head" {
				return pick(title, meta)
			}
		}
	}
}

// note keeps a meta element's content under its name.
func note(z *html.Tokenizer, meta map[string]string) {
	var name, content string
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "name", "property":
			name = strings.ToLower(string(value))
		case "content":
			content = string(value)
		}
	}
	switch name {
	case "description", "og:title", "og:description":
		if meta[name] == "" {
			meta[name] = content
		}
	}
}

func pick(title string, meta map[string]string) page {
	p := page{clean(meta["og:title"], titleLength), clean(meta["og:description"], descriptionLength)}
	if p.title == "" {
		p.title = clean(title, titleLength)
	}
	if p.description == "" {
		p.description = clean(meta["description"], descriptionLength)
	}
	return p
}
