// Package config reads the settings of the program.
//
// A setting comes from, in this order of precedence: a flag (--public-url),
// the environment (TONGGUI_PUBLIC_URL), the settings file (public_url), its
// default. The file is tonggui.toml in the data folder unless --config or
// TONGGUI_CONFIG names another one.
//
// One table, Settings, says everything about each setting. Flags, the
// environment, the file, `tonggui config` and the page in docs/guide all
// follow from it, so none of them can fall behind.
//
// Secrets may also be given as a file: --database-url-file,
// TONGGUI_DATABASE_URL_FILE or database_url_file. Their type prints as ***.
//
// All that is wrong with a configuration is reported together.
package config
