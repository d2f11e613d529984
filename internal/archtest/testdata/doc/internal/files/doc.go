// Package files is planted.
package files
