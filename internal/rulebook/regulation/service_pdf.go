package regulation

import (
	"context"
	"strconv"
	"strings"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/pdf"
	"tonggui/internal/rulebook/regulation/text"
)

// china is where a day of a regulation begins; it has had no other zone since 1991.
var china = time.FixedZone("CST", 8*60*60)

// PDF writes a version for paper, in the reader's language around the words of the regulation.
//
// Errors: apperr.NotFound.
func (s *Service) PDF(ctx context.Context, who authz.Principal, one id.ID, number int64) (data []byte, fileName string, err error) {
	v, err := s.Version(ctx, who, one, number)
	if err != nil {
		return nil, "", err
	}
	version := say(who, "pdf.version", map[string]any{"number": v.Number}) + " · " + standing(who, v.VersionHead)
	d := pdf.New(pdf.Info{Title: v.Title, Head: v.Title + " · " + version, Made: s.DB.Now().Time()})
	d.Title(v.Title)
	d.Small(version)
	if v.Preamble != "" {
		d.Paragraph(0, v.Preamble)
	}
	write(d, v.Items, 0)
	data, err = d.Bytes()
	return data, strings.NewReplacer("/", "_", `\`, "_").Replace(v.Title) + "-v" + strconv.FormatInt(v.Number, 10) + ".pdf", err
}

func say(who authz.Principal, key string, params map[string]any) string {
	return i18n.Text(i18n.Match(who.Language), "regulations", key, params)
}

// standing says in words where a version stands.
func standing(who authz.Principal, h VersionHead) string {
	params := map[string]any{}
	if h.EffectiveAt != nil {
		params["from"] = Minute(*h.EffectiveAt)
	}
	if h.EndedAt != nil {
		params["until"] = Minute(*h.EndedAt)
	}
	return say(who, "pdf."+string(h.State), params)
}

// Minute says an instant as documents about regulations do: to the minute, in China's time.
func Minute(at clock.Instant) string { return at.Time().In(china).Format("2006-01-02 15:04") }

// write puts nodes on paper: chapters and sections as headings, what lies below them as paragraphs.
func write(d *pdf.Doc, nodes []RegulationNode, depth int) {
	for _, n := range nodes {
		if n.Kind == text.Chapter || n.Kind == text.Section {
			d.Heading(depth, joined(n.Number, n.Title))
			if n.Text != "" {
				d.Paragraph(0, n.Text)
			}
			write(d, n.Children, depth+1)
			continue
		}
		indent := 1
		if n.Kind == text.Clause {
			indent = min(depth, 6)
		}
		d.Paragraph(indent, joined(joined(n.Number, n.Title), n.Text))
		write(d, n.Children, depth+1)
	}
}

// joined puts what belongs together behind each other, with a space where the first part has no
// punctuation at its end.
func joined(a, b string) string {
	if a == "" || b == "" || strings.HasSuffix(a, "、") || strings.HasSuffix(a, "：") || strings.HasSuffix(a, "）") {
		return a + b
	}
	return a + " " + b
}
