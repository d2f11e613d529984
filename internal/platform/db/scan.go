package db

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"reflect"
)

// sqliteRow is a row as the driver gives it out.
type sqliteRow []driver.Value

// Scan does what Scan of sql.Rows does for the types that our columns have.
func (r sqliteRow) Scan(dest ...any) error {
	if len(dest) != len(r) {
		return fmt.Errorf("a row of %d columns is read into %d places", len(r), len(dest))
	}
	for i, v := range r {
		if err := assign(dest[i], v); err != nil {
			return fmt.Errorf("column %d: %w", i, err)
		}
	}
	return nil
}

func assign(dest any, v driver.Value) error {
	switch d := dest.(type) {
	case *int64:
		if n, ok := v.(int64); ok {
			*d = n
			return nil
		}
	case *string:
		if s, ok := v.(string); ok {
			*d = s
			return nil
		}
	case *[]byte:
		if b, ok := v.([]byte); ok || v == nil {
			*d = b // the driver's copy is ours
			return nil
		}
	case *bool:
		if n, ok := v.(int64); ok {
			*d = n != 0
			return nil
		}
	case *any:
		*d = v
		return nil
	case sql.Scanner:
		return d.Scan(v)
	}
	p := reflect.ValueOf(dest)
	if p.Kind() != reflect.Pointer || p.IsNil() {
		return fmt.Errorf("%T cannot be read into", dest)
	}
	return place(p.Elem(), v)
}

// place reads into types that stand for a number, a text or bytes, and into pointers to such, which
// NULL makes nil.
func place(d reflect.Value, v driver.Value) error {
	if d.Kind() == reflect.Pointer {
		if v == nil {
			d.SetZero()
			return nil
		}
		d.Set(reflect.New(d.Type().Elem()))
		return assign(d.Interface(), v)
	}
	bytes := d.Kind() == reflect.Slice && d.Type().Elem().Kind() == reflect.Uint8
	switch v := v.(type) {
	case nil:
		if bytes {
			d.SetZero()
			return nil
		}
	case int64:
		switch {
		case d.CanInt() && !d.OverflowInt(v):
			d.SetInt(v)
			return nil
		case d.CanUint() && v >= 0 && !d.OverflowUint(uint64(v)):
			d.SetUint(uint64(v))
			return nil
		case d.CanFloat():
			d.SetFloat(float64(v))
			return nil
		case d.Kind() == reflect.Bool:
			d.SetBool(v != 0)
			return nil
		}
	case float64:
		if d.CanFloat() {
			d.SetFloat(v)
			return nil
		}
	case string:
		if d.Kind() == reflect.String {
			d.SetString(v)
			return nil
		}
		if bytes {
			d.SetBytes([]byte(v))
			return nil
		}
	case []byte:
		if bytes {
			d.SetBytes(v)
			return nil
		}
		if d.Kind() == reflect.String {
			d.SetString(string(v))
			return nil
		}
	}
	return fmt.Errorf("a value of type %T cannot be read into %s", v, d.Type())
}
