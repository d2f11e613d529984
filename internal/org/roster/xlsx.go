package roster

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

// The workbook is read here and not by a spreadsheet library because two
// things matter that streaming readers hide: the type of each cell (a text
// 1E5 is not the number 100000), and that a sheet which breaks off is an error
// and not a shorter list of people.

const maxZipEntries = 10_000

// workbook is an opened xlsx.
type workbook struct {
	parts    map[string]*zip.File
	sheets   []worksheet
	shared   []string
	date1904 bool
}

type worksheet struct{ name, part string }

func (s *Sheet) readXLSX(data []byte, progress func(done, total int)) *FileError {
	book, err := openWorkbook(data)
	if err != nil {
		return asFileError(err)
	}
	s.Format, s.Encoding = FormatXLSX, "utf-8"
	chosen, h, err := book.choose()
	if err != nil {
		return asFileError(err)
	}
	if h == nil {
		return fileError(CodeFileEmpty, "reason", "no_rows")
	}
	s.Table = chosen.name
	s.adopt(h)
	err = book.rows(chosen, func(line int, cells []cell, done, total int) error {
		if line <= h.line || blankCells(cells) {
			return nil
		}
		if len(s.Records) == MaxRows {
			return fileError(CodeFileTooLarge, "what", "rows", "max", MaxRows)
		}
		s.Records = append(s.Records, book.record(h, line, cells))
		if len(s.Records)%progressEvery == 0 {
			progress(done, total)
		}
		return nil
	})
	if err != nil {
		return asFileError(err)
	}
	progress(1, 1)
	return nil
}

func asFileError(err error) *FileError {
	if known, ok := errors.AsType[*FileError](err); ok {
		return known
	}
	return fileError(CodeFileFormat, "found", "damaged_xlsx")
}

func openWorkbook(data []byte) (*workbook, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(archive.File) > maxZipEntries {
		return nil, fileError(CodeFileFormat, "found", "damaged_xlsx")
	}
	book := &workbook{parts: make(map[string]*zip.File, len(archive.File))}
	for _, file := range archive.File {
		book.parts[strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(file.Name, "/"), `\`, "/"))] = file
	}
	if book.parts["xl/workbook.xml"] == nil {
		return nil, fileError(CodeFileFormat, "found", "zip")
	}
	if err := book.readSheets(); err != nil {
		return nil, err
	}
	if book.parts["xl/sharedstrings.xml"] != nil {
		err = book.readShared()
	}
	return book, err
}

// part opens one part, bounded by what it declares and by what it yields.
func (b *workbook) part(name string) (*xml.Decoder, io.Closer, error) {
	file := b.parts[strings.ToLower(name)]
	if file == nil {
		return nil, nil, fileError(CodeFileFormat, "found", "damaged_xlsx")
	}
	if file.UncompressedSize64 > MaxUnpackedBytes {
		return nil, nil, fileError(CodeFileTooLarge, "what", "unpacked", "max", MaxUnpackedBytes)
	}
	body, err := file.Open()
	if err != nil {
		return nil, nil, err
	}
	return xml.NewDecoder(io.LimitReader(body, MaxUnpackedBytes)), body, nil
}

// readSheets lists the worksheets in their order.
func (b *workbook) readSheets() error {
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		Items []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := b.decode("xl/workbook.xml", &book); err != nil {
		return err
	}
	if b.parts["xl/_rels/workbook.xml.rels"] != nil {
		if err := b.decode("xl/_rels/workbook.xml.rels", &relations); err != nil {
			return err
		}
	}
	targets := make(map[string]string, len(relations.Items))
	for _, item := range relations.Items {
		target := strings.ReplaceAll(item.Target, `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = "/xl/" + target
		}
		targets[item.ID] = strings.TrimPrefix(path.Clean(target), "/")
	}
	b.date1904 = book.Properties.Date1904 == "1" || book.Properties.Date1904 == "true"
	for i, sheet := range book.Sheets {
		part := "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml"
		for _, attr := range sheet.Attrs {
			if attr.Name.Local == "id" && targets[attr.Value] != "" {
				part = targets[attr.Value]
			}
		}
		if b.parts[strings.ToLower(part)] != nil && !strings.Contains(strings.ToLower(part), "chartsheets/") {
			b.sheets = append(b.sheets, worksheet{name: clip(shown(sheet.Name), 40), part: part})
		}
	}
	if len(b.sheets) == 0 {
		return fileError(CodeFileEmpty, "reason", "no_rows")
	}
	return nil
}

func (b *workbook) decode(name string, into any) error {
	decoder, body, err := b.part(name)
	if err != nil {
		return err
	}
	defer body.Close() //nolint:errcheck // only read from
	return decoder.Decode(into)
}

// errEnough ends a look at the first rows of a sheet.
var errEnough = errors.New("enough rows")

// choose takes the first sheet whose first rows name at least number or name
// and a second column; without one, the first sheet that is not empty.
func (b *workbook) choose() (worksheet, *header, error) {
	var best *header
	var from worksheet
	for _, sheet := range b.sheets {
		seen := 0
		err := b.rows(sheet, func(line int, cells []cell, _, _ int) error {
			if blankCells(cells) {
				return nil
			}
			texts := make([]string, len(cells))
			for i := range cells {
				texts[i] = cells[i].text
			}
			if h := parseHeader(line, texts); best == nil || h.known > best.known {
				best, from = h, sheet
			}
			if seen++; seen == headerSearch {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			return from, nil, err
		}
		if best != nil && best.known >= 3 {
			break
		}
	}
	return from, best, nil
}
