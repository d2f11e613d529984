package org

import "time"

var e = time.Now()
