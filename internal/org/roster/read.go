package roster

import (
	"bytes"
)

// Limits of files.
const (
	MaxFileBytes     = 64 << 20  // as it comes in
	MaxUnpackedBytes = 256 << 20 // of each part of an xlsx
	MaxRows          = 200_000
	MaxColumns       = 256
	MaxCellBytes     = 32 << 10
)

// Formats of files.
const (
	FormatCSV  = "csv"
	FormatXLSX = "xlsx"
)

// Sheet is what the file says, before any judgement on its values.
type Sheet struct {
	FileName string `json:"file_name"`
	Format   string `json:"format"`
	// Encoding is utf-8, utf-16 or gb18030.
	Encoding string `json:"encoding"`
	// Table is the worksheet's name, empty for CSV.
	Table      string `json:"table"`
	HeaderLine int    `json:"header_line"`
	// Headers are the names that the file gives to the known columns, empty
	// for those that it does not have.
	Headers [columnCount]string `json:"-"`
	// Ignored are the headers that mean nothing to the package.
	Ignored []string `json:"ignored"`
	Records []Record `json:"-"`
	// Faults are those of the header; with any of them no row is usable.
	Faults []Fault `json:"faults"`
}

// Record is one line of the file.
type Record struct {
	Line  int
	Cells [columnCount]string
	// Damage is set when the line itself is broken; its cells mean nothing.
	Damage *Damage
}

// Damage says what is wrong with a line as such.
type Damage struct {
	// Reason is one of the Damage constants.
	Reason string
	// Column is where, or noColumn.
	Column Column
	// Raw is the line or cell as found.
	Raw    string
	Params map[string]any
}

// Reasons of line_malformed.
const (
	DamageOpenQuote   = "open_quote"            // a quote that is never closed
	DamageStrayQuote  = "stray_quote"           // a quote in the middle of a cell
	DamageTooFew      = "too_few_cells"         // {want, got}: also a file cut off in the middle
	DamageTooMany     = "too_many_cells"        // {want, got}
	DamageCellTooLong = "cell_too_long"         // {max} bytes
	DamageEncoding    = "encoding"              // bytes that are no characters
	DamageNUL         = "nul"                   // a NUL byte
	DamageCellError   = "cell_error"            // a spreadsheet error such as #N/A
	DamageNoValue     = "formula_without_value" // a formula that nobody computed
)

// Has tells whether the file has the column.
func (s *Sheet) Has(c Column) bool { return c >= 0 && c < columnCount && s.Headers[c] != "" }

// Usable tells whether the header is good enough to look at rows.
func (s *Sheet) Usable() bool { return len(s.Faults) == 0 }

// Read recognises an export by its content, never by its name, and reads it:
// xlsx, or CSV with comma, semicolon or tab in UTF-8, UTF-16 with a mark, or
// GB18030. The name is only kept. progress, which may be nil, is called now
// and then with how much of how much is done, in no particular unit.
//
// The error is always a *FileError. Broken lines and missing columns are no
// errors: they are in the sheet.
func Read(data []byte, fileName string, progress func(done, total int)) (*Sheet, error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	if len(data) > MaxFileBytes {
		return nil, fileError(CodeFileTooLarge, "what", "bytes", "max", MaxFileBytes)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, fileError(CodeFileEmpty, "reason", "no_bytes")
	}
	if found := foreignFormat(data); found != "" {
		return nil, fileError(CodeFileFormat, "found", found)
	}
	sheet := &Sheet{FileName: fileName}
	var err *FileError
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")) {
		err = sheet.readXLSX(data, progress)
	} else {
		err = sheet.readText(data, progress)
	}
	if err != nil {
		return nil, err
	}
	if len(sheet.Records) == 0 && sheet.Usable() {
		return nil, fileError(CodeFileEmpty, "reason", "no_rows")
	}
	return sheet, nil
}

// foreignFormat names files that people often take for a table, so that they
// hear "save as xlsx" and not "column missing".
func foreignFormat(data []byte) string {
	for _, known := range []struct{ magic, name string }{
		{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "xls"}, // also an xlsx locked with a password
		{"%PDF-", "pdf"}, {"\x89PNG", "png"}, {"\xFF\xD8\xFF", "jpeg"}, {"\x1F\x8B", "gzip"},
		{"7z\xBC\xAF\x27\x1C", "7z"}, {"Rar!", "rar"}, {"{\\rtf", "rtf"}, {"\x7FELF", "binary"}, {"MZ\x90", "binary"},
	} {
		if bytes.HasPrefix(data, []byte(known.magic)) {
			return known.name
		}
	}
	head := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 512)], []byte("\xEF\xBB\xBF"))))
	for _, tag := range []string{"<html", "<!doctype", "<table", "<?xml", "<meta", "<style", "<head"} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return "html"
		}
	}
	if len(head) > 1 && (bytes.HasPrefix(head, []byte("{\"")) || bytes.HasPrefix(head, []byte("[{"))) {
		return "json"
	}
	return ""
}
