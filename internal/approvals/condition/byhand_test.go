package condition_test

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"tonggui/internal/approvals/condition"
)

var schema = condition.Schema{
	"title":  {Kind: condition.Text},
	"note":   {Kind: condition.Text},
	"kind":   {Kind: condition.Text, Options: []string{"annual", "sick", "other"}},
	"amount": {Kind: condition.Number},
	"price":  {Kind: condition.Number},
	"n":      {Kind: condition.Number},
	"urgent": {Kind: condition.Bool},
	"agreed": {Kind: condition.Bool},
	"day":    {Kind: condition.Date},
	"due":    {Kind: condition.Date},
	"opens":  {Kind: condition.Instant},
	"closes": {Kind: condition.Instant},
	"tags":   {Kind: condition.List, Options: []string{"a", "b", "c"}},
	"people": {Kind: condition.List},
	"trip":   condition.SpanType,
	"files":  {Kind: condition.Opaque},
	"goods": {Kind: condition.Rows, Parts: condition.Schema{
		"name": {Kind: condition.Text}, "amount": {Kind: condition.Number}, "kind": {Kind: condition.Text, Options: []string{"x", "y"}},
		"when": {Kind: condition.Date},
	}},
}

type m = map[string]any

var values = map[string]map[string]any{
	"none": {},
	"full": {
		"title": "差旅 Trip", "note": "café", "kind": "annual", "amount": "5000.00", "price": "0.1", "n": "-3", "urgent": true, "agreed": false,
		"day": "2026-02-28", "due": "2026-03-01", "opens": 1790812800000, "closes": 1790812800001, "tags": []any{"a", "c"}, "people": []any{"p1"},
		"trip": m{"from": "2026-10-01", "to": "2026-10-03", "days": "2.5"}, "files": []any{m{"name": "x"}},
		"goods": []any{
			m{"name": "desk", "amount": "0.1", "kind": "x", "when": "2026-01-01"}, m{"name": "chair", "amount": "0.2"}, m{"kind": "y"},
		},
	},
	"odd": {
		"title": "", "amount": "99999999999999999999", "price": "0.0000000001", "n": "0", "urgent": false, "day": "2026-03-01", "due": "2026-02-28",
		"tags": []any{}, "people": []any{"", "p2"}, "trip": m{}, "files": []any{}, "goods": []any{},
	},
	"wrong": {"title": 5, "amount": "1e3", "urgent": "yes", "day": "2026-02-30", "tags": "a", "goods": m{}, "kind": "left", "other": "x"},
}

// meant are sources with what they give, by the values.
var meant = map[string]map[string]any{
	"full": {
		"amount > 5000": false, "amount >= 5000": true, "amount = 5000.0": true, "amount != 5000": false, "amount < 5000.01": true, "n <= -3": true,
		"price + 0.2 = 0.3": true, "price * 3": "3/10", "amount / 3": "5000/3", "1 / 3 * 3 = 1": true, "amount / 0": nil, "-n": "3", "- -n": "-3",
		"1 + 2 * 3": "7", "(1 + 2) * 3": "9", "8 / 4 / 2": "1", "10 - 4 - 3": "3", "2 - -2": "4", "-2 * 3": "-6",
		"not urgent": false, "not agreed": true, "not urgent = agreed": true, "urgent and not agreed": true, "agreed or urgent": true,
		"true or false and false": true, "(true or false) and false": false, "urgent = true": true, "urgent != agreed": true, "true": true, "false": false,
		`kind = "annual"`: true, `kind != "sick"`: true, `"annual" = kind`: true, `kind in ["annual", "sick"]`: true, `kind not in ["annual"]`: false,
		`kind in ["other"]`: false, `n in [-3, 4]`: true, "n in [3]": false, "n not in [3]": true, `day in ["2026-02-28"]`: true, `kind = ""`: false,
		`title contains "差旅"`: true, `title contains "trip"`: false, `title contains ""`: true, `tags contains "a"`: true, `tags contains "b"`: false,
		`people contains "p1"`: true, `people contains title`: false, `goods.name contains "desk"`: true, `goods.kind contains "y"`: true,
		`goods.name contains "des"`: false, "note = \"cafe\u0301\"": true, `title + "!"`: "差旅 Trip!", `"a\"b\\c" = title`: false, `"a\"b\\c"`: `a"b\c`,
		"sum(goods.amount)": "3/10", "sum(goods.amount) = 0.3": true, "count(goods)": "3", "count(goods.name)": "2", "count(goods.amount)": "2",
		"count(tags)": "2", "count(people) > 1": false, "empty(goods)": false, "empty(goods.when)": false, "empty(title)": false, "empty(trip)": false,
		"empty(files)": false, "empty(urgent)": false, "empty(agreed)": false, "empty(amount / 0)": true, "empty(1)": false, `empty("")`: true,
		"empty(note) or amount > 1": true, "empty(goods.amount)": false,
		"days(trip.from, trip.to)": "3", "trip.days": "5/2", "trip.days > 2": true, "days(day, due)": "2", "days(due, day)": "0", "days(day, day)": "1",
		`days("2024-02-28", "2024-03-01")`: "3", `days(day, "2026-12-31") > 300`: true, `day < due`: true, "day = due": false, `day = "2026-02-28"`: true,
		`"2026-02-28" >= day`: true, "opens < closes": true, "opens = opens": true, "opens != closes": true, "trip.from <= trip.to": true,
		"amount+price*n": "49997/10", "  amount\n\t=\r5000 ": true, "title": "差旅 Trip", "amount": "5000", "agreed": false,
		"sum(goods.amount) * 1.06": "159/500", "not not urgent": true, "not (urgent and agreed)": true, "amount > 1 = true and urgent": "chained",
		"(amount > 1) = urgent": true, "amount = (n = n)": "type", "0.1 + 0.2": "3/10", "1.50": "3/2",
	},
	"none": {
		"amount > 0": false, "amount <= 0": false, "amount = 0": false, "amount != 0": true, "amount = price": true, "amount != price": false, "amount + 1": nil,
		"empty(amount)": true, "empty(amount + 1)": true, "-amount": nil, "amount * 0": nil, "urgent": nil, "not urgent": true, "urgent = false": true,
		"urgent and true": false, "urgent or true": true, "empty(urgent)": true, "title": nil, `title = ""`: true, `title + "x"`: "x", "empty(title)": true,
		`kind = "annual"`: false, `kind != "annual"`: true, `kind = ""`: true, `kind in ["annual"]`: false, `kind not in ["annual"]`: true, "amount in [0]": false,
		"amount not in [0]": true, `tags contains "a"`: false, "count(tags)": "0", "sum(goods.amount)": "0", "count(goods)": "0", "empty(goods)": true,
		"empty(goods.name)": true, "empty(goods.when)": true, "day = due": true, "day < due": false, "day >= due": false, "days(day, due)": nil,
		"empty(days(day, due))": true, "trip.days": nil, "trip.days > 0": false, "empty(trip)": true, "empty(trip.from)": true, "opens = closes": true,
		"opens <= closes": false, "empty(files)": true, "empty(opens)": true, `title contains ""`: true, `title contains "x"`: false, "day != \"2026-01-01\"": true,
	},
	"odd": {
		"amount + 1": "100000000000000000000", "amount * amount": "9999999999999999999800000000000000000001", "price * price": "1/100000000000000000000",
		"amount + price - amount": "1/10000000000", "1 / n": nil, "n / amount": "0", "n = -0": true, "-n": "0", "days(day, due)": "0", "urgent": false,
		"empty(title)": true, "empty(tags)": true, "empty(trip)": true, "empty(files)": true, "empty(goods)": true, "empty(n)": false, "empty(urgent)": false,
		"sum(goods.amount)": "0", `people contains ""`: false, `people contains title`: false, `people contains "p2"`: true,
	},
	"wrong": {
		"empty(title)": true, "empty(amount)": true, "empty(urgent)": true, "empty(day)": true, "empty(tags)": true, "empty(goods)": true,
		`kind = "annual"`: false, "count(goods)": "0",
	},
}

// faulty are sources with the fault that is meant and its place.
var faulty = map[string]vectorFault{
	"":                                  {condition.Expected, 0},
	"   ":                               {condition.Expected, 3},
	"amount >":                          {condition.Expected, 8},
	"amount > > 1":                      {condition.Expected, 9},
	"(amount > 1":                       {condition.Expected, 11},
	"amount > 1)":                       {condition.Expected, 10},
	"amount 1":                          {condition.Expected, 7},
	"amount not 1":                      {condition.Expected, 11},
	"amount in 1":                       {condition.Expected, 10},
	"amount in []":                      {condition.Expected, 11},
	"amount in [1":                      {condition.Expected, 12},
	"amount in [1 2]":                   {condition.Expected, 13},
	"amount in [price]":                 {condition.Expected, 11},
	`amount in [-"x"]`:                  {condition.Expected, 12},
	"days(day)":                         {condition.Expected, 8},
	"days(day, due, day)":               {condition.Expected, 13},
	"empty()":                           {condition.Expected, 6},
	"count(goods":                       {condition.Expected, 11},
	"and true":                          {condition.Expected, 0},
	"true or":                           {condition.Expected, 7},
	"1 + in":                            {condition.Expected, 4},
	"amount = 1 = 1":                    {condition.Chained, 11},
	"1 < amount < 3":                    {condition.Chained, 11},
	`kind in ["sick"] = true`:           {condition.Chained, 17},
	"amount = 1 in [1]":                 {condition.Chained, 11},
	"amount # 1":                        {condition.BadCharacter, 7},
	"Amount > 1":                        {condition.BadCharacter, 0},
	"金额 > 1":                            {condition.BadCharacter, 0},
	"amount ＞ 1":                        {condition.BadCharacter, 7},
	"amount > 1;":                       {condition.BadCharacter, 10},
	"a & b":                             {condition.BadCharacter, 2},
	"amount ! 1":                        {condition.BadCharacter, 7},
	"title = 'x'":                       {condition.BadCharacter, 8},
	"title = \"a\nb\"":                  {condition.BadCharacter, 10},
	"title = \"a\u0000\"":               {condition.BadCharacter, 10},
	"title = \"\U0001F600\uFFFD\"":      {condition.BadCharacter, 10},
	".5 > 1":                            {condition.BadCharacter, 0},
	`title = "x`:                        {condition.OpenText, 8},
	`title = "x\"`:                      {condition.OpenText, 8},
	`title = "x\n"`:                     {condition.BadEscape, 10},
	`title = "x\`:                       {condition.BadEscape, 10},
	"amount > 1.":                       {condition.BadNumber, 9},
	"amount > 1.2.3":                    {condition.BadNumber, 9},
	"amount > 007":                      {condition.BadNumber, 9},
	"amount > 1e5":                      {condition.BadNumber, 9},
	"amount > 12abc":                    {condition.BadNumber, 9},
	"amount > 123456789012345678901":    {condition.BadNumber, 9},
	"amount > 0.12345678901":            {condition.BadNumber, 9},
	"missing > 1":                       {condition.UnknownName, 0},
	"1 < missing":                       {condition.UnknownName, 4},
	"missing.part = 1":                  {condition.UnknownName, 0},
	"goods.missing = 1":                 {condition.UnknownPart, 0},
	"sum(goods.)":                       {condition.UnknownPart, 4},
	"amount.x > 1":                      {condition.UnknownPart, 0},
	"trip.from.x = day":                 {condition.UnknownPart, 0},
	"max(amount)":                       {condition.UnknownFunction, 0},
	"1 + round(amount)":                 {condition.UnknownFunction, 4},
	"amount and true":                   {condition.WrongType, 0},
	"not amount":                        {condition.WrongType, 4},
	"amount + title":                    {condition.WrongType, 9},
	"title + amount":                    {condition.WrongType, 8},
	"title - title":                     {condition.WrongType, 0},
	"-title":                            {condition.WrongType, 1},
	"title > note":                      {condition.WrongType, 0},
	"urgent < agreed":                   {condition.WrongType, 0},
	"amount = title":                    {condition.WrongType, 9},
	`amount = "5"`:                      {condition.WrongType, 9},
	"day = 5":                           {condition.WrongType, 6},
	"day = opens":                       {condition.WrongType, 6},
	"day + 1 > due":                     {condition.WrongType, 0},
	"tags = tags":                       {condition.WrongType, 0},
	"goods = goods":                     {condition.WrongType, 0},
	"goods.amount > 1":                  {condition.WrongType, 0},
	"trip = trip":                       {condition.WrongType, 0},
	"sum(goods)":                        {condition.WrongType, 4},
	"sum(goods.name)":                   {condition.WrongType, 4},
	"sum(amount)":                       {condition.WrongType, 4},
	"count(title)":                      {condition.WrongType, 6},
	"count(goods.when)":                 {condition.WrongType, 6},
	"days(amount, day)":                 {condition.WrongType, 5},
	"days(opens, closes)":               {condition.WrongType, 5},
	`amount contains "1"`:               {condition.WrongType, 0},
	"tags contains 1":                   {condition.WrongType, 14},
	`urgent in ["x"]`:                   {condition.WrongType, 0},
	`kind in ["sick", 1]`:               {condition.WrongType, 17},
	"amount in [1, \"x\"]":              {condition.WrongType, 14},
	`kind = "gone"`:                     {condition.NotAnOption, 7},
	`"gone" != kind`:                    {condition.NotAnOption, 0},
	`kind in ["sick", "gone"]`:          {condition.NotAnOption, 17},
	`tags contains "z"`:                 {condition.NotAnOption, 14},
	`goods.kind contains "z"`:           {condition.NotAnOption, 20},
	`day = "2026-02-30"`:                {condition.NotADate, 6},
	`day in ["2026-2-3"]`:               {condition.NotADate, 8},
	`days("x", day)`:                    {condition.NotADate, 5},
	strings.Repeat("(", 40) + "1":       {condition.TooDeep, 32},
	strings.Repeat("not ", 40) + "true": {condition.TooDeep, 31 * 4},
	strings.Repeat("-", 40) + "1":       {condition.TooDeep, 31},
	"1" + strings.Repeat(" + 1", 60):    {condition.TooManyNodes, 2 + 49*4},
	"1" + strings.Repeat(" ", 1000):     {condition.TooLong, 1000},
	"\"" + strings.Repeat("字", 1200) + "\" = 1": {condition.TooLong, 1000},
}

// byHand are the vectors that were thought of, in a fixed order.
func byHand() (out []vector) {
	for _, set := range sorted(meant) {
		for _, source := range sorted(meant[set]) {
			v := vector{Source: source, Values: set, Want: meant[set][source]}
			switch {
			case v.Want == "chained":
				v = vector{Source: source, Fault: &vectorFault{condition.Chained, 11}}
			case v.Want == "type":
				v = vector{Source: source, Fault: &vectorFault{condition.WrongType, 12}}
			}
			out = append(out, v)
		}
	}
	for _, source := range sorted(faulty) {
		f := faulty[source]
		out = append(out, vector{Source: source, Fault: &f})
	}
	return append(out,
		vector{Source: "amount", Wanted: condition.Bool, Fault: &vectorFault{condition.WrongType, 0}},
		vector{Source: "1 + amount", Wanted: condition.Bool, Fault: &vectorFault{condition.WrongType, 2}},
		vector{Source: "amount > 1", Wanted: condition.Bool, Values: "full", Want: true})
}

var decimals = map[string]bool{
	"0": true, "1": true, "-1": true, "-0": true, "0.5": true, "1.50": true, "12345678901234567890": true, "0.1234567890": true, "-12.00": true,
	"": false, "-": false, ".5": false, "5.": false, "+1": false, "01": false, "00": false, "1e3": false, " 1": false, "1 ": false, "1,000": false, "--1": false,
	"1.2.3": false, "0x10": false, "１": false, "NaN": false, "1/2": false, "1_000": false, "123456789012345678901": false, "0.12345678901": false,
}

func knownDays() map[string]*int {
	out := map[string]*int{}
	for _, s := range []string{"1900-01-01", "1900-02-28", "1900-03-01", "1970-01-01", "1999-12-31", "2000-02-29", "2024-02-29", "2026-10-01", "2100-03-01", "2199-12-31"} {
		at, _ := time.Parse(time.DateOnly, s)
		day := int(at.Unix() / 86400)
		out[s] = &day
	}
	for _, s := range []string{"", "1899-12-31", "2200-01-01", "1900-02-29", "2100-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1", "2026/01/01", "2026-01-1x", "20260101", "２026-01-01"} {
		out[s] = nil
	}
	return out
}

func roundings() []rounded {
	out := []rounded{
		{"5/2", 0, "3"}, {"-5/2", 0, "-3"}, {"3/2", 0, "2"}, {"1/2", 0, "1"}, {"-1/2", 0, "-1"}, {"49/100", 0, "0"}, {"-49/100", 0, "0"}, {"1/3", 2, "0.33"},
		{"2/3", 2, "0.67"}, {"1/200", 2, "0.01"}, {"-1/200", 2, "-0.01"}, {"1/201", 2, "0.00"}, {"5000/3", 6, "1666.666667"}, {"7", 2, "7.00"}, {"0", 3, "0.000"},
		{"999/1000", 2, "1.00"}, {"12345678901234567890123", 1, "12345678901234567890123.0"},
	}
	r := rand.New(rand.NewPCG(7, 7))
	for range 40 {
		n := strconv.Itoa(r.IntN(2_000_001)-1_000_000) + "/" + strconv.Itoa(1+r.IntN(3000))
		one := rounded{N: n, Decimals: r.IntN(5)}
		exact, _ := new(big.Rat).SetString(n)
		one.Want = round(exact, one.Decimals)
		out = append(out, one)
	}
	return out
}
