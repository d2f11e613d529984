package httpapi

// UnmarshalStrict is shown to the fuzz test.
var UnmarshalStrict = unmarshalStrict
