// Package org is planted.
package org

import "context"

var a = context.Background() // want
var b = context.TODO()       // want
var c = context.Canceled
