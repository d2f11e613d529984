package content

// Media is the class of a file, which tells how clients show it.
type Media string

// The classes.
const (
	Image    Media = "image" // one of which previews can be made
	Audio    Media = "audio"
	Video    Media = "video"
	Voice    Media = "voice" // recorded to be heard in place
	Document Media = "document"
	Archive  Media = "archive"
	Other    Media = "other"
)

// class is what claim and content are compared by.
type class string

const (
	unknown class = "" // nothing that can be told from the beginning
	image   class = "image"
	audio   class = "audio"
	video   class = "video"
	pdf     class = "pdf"
	office  class = "office"
	archive class = "archive"
	text    class = "text" // with markup and source code
	program class = "program"
	data    class = "data" // recognised, and nothing of the above
)

// media is how a class is shown. An image becomes one only where previews can be made of it.
var media = map[class]Media{unknown: Other, image: Image, audio: Audio, video: Video, pdf: Document, office: Document,
	archive: Archive, text: Document, program: Other, data: Other}

// accepted lists for what a claim stands. Office programs write several formats under one
// extension, other programs write tables of text as .xls. Containers of sound and of pictures that
// move are the same.
var accepted = map[class][]class{
	image:   {image},
	audio:   {audio, video},
	video:   {video, audio},
	pdf:     {pdf},
	office:  {office, archive, text},
	archive: {archive, office},
	text:    {text, unknown, data},
	program: {program, archive, office, text, unknown, data},
}

// claim is what an extension stands for.
type claim struct {
	class
	// vague formats have beginnings that cannot be told from noise, so noise is no lie.
	vague bool
}

var claims = index(map[claim]string{
	{image, false}:   "jpg jpeg jpe jfif png gif webp bmp tif tiff heic heif avif",
	{image, true}:    "ico psd raw cr2 nef dng dwg dxf emf wmf",
	{audio, false}:   "m4a wav flac ogg oga opus weba",
	{audio, true}:    "mp3 aac amr wma aiff aif mid midi ape",
	{video, false}:   "mp4 m4v mov webm mkv avi",
	{video, true}:    "wmv flv mpg mpeg 3gp ogv rmvb vob m2ts",
	{pdf, false}:     "pdf",
	{office, false}:  "doc docx docm dotx xls xlsx xlsm xlsb ppt pptx pptm pps ppsx odt ods odp rtf wps et dps vsd vsdx epub msg",
	{archive, false}: "zip rar 7z tar gz tgz bz2 tbz2 xz zst jar apk",
	{text, false}: "txt csv tsv md log json xml html htm xhtml svg css js mjs ts tsx jsx vue go py rb rs java kt c h cc cpp cs php pl lua " +
		"swift sh bat cmd ps1 vbs yaml yml toml ini conf cfg env sql ics vcf eml srt",
	{program, false}: "exe dll msi com scr sys so dylib class wasm lnk",
})

func index(lists map[claim]string) map[string]claim {
	out := map[string]claim{}
	for c, words := range lists {
		for _, ext := range fields(words) {
			out[ext] = c
		}
	}
	return out
}

// declared are the types whose naming counts as a claim. What browsers name otherwise follows from
// settings of the machine (.csv as a spreadsheet, .ts as a video) and tells nothing.
var declared = map[string]claim{
	"image/jpeg": {image, false}, "image/png": {image, false}, "image/gif": {image, false}, "image/webp": {image, false},
	"image/bmp": {image, false}, "image/tiff": {image, false}, "image/heic": {image, false}, "image/avif": {image, false},
	"audio/mp4": {audio, true}, "audio/webm": {audio, true}, "audio/ogg": {audio, true}, "audio/mpeg": {audio, true}, "audio/wav": {audio, true},
	"video/mp4": {video, true}, "video/webm": {video, true}, "video/quicktime": {video, true},
	"application/pdf": {pdf, false}, "text/html": {text, false},
}
