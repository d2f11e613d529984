package directory

import (
	"slices"
	"strings"
)

// core is the index proper. It is changed under the write lock or before
// anybody reads it.
type core[K comparable] struct {
	entries  []entry[K]
	byID     map[K]int32
	postings map[uint64][]int32
	numbers  []int32            // living slots by folded number, then slot
	texts    []string           // folded numbers by slot, close together for the looks inside numbers
	posts    map[string][]int32 // slots by folded text
	places   map[string][]int32 // the same of departments
	dead     int
}

func newCore[K comparable](capacity int) *core[K] {
	return &core[K]{
		entries: make([]entry[K], 0, capacity), byID: make(map[K]int32, capacity),
		postings: make(map[uint64][]int32), posts: make(map[string][]int32), places: make(map[string][]int32),
	}
}

// build makes a core of many people at once; of several with one id the last
// counts.
func build[K comparable](people []Person[K]) *core[K] {
	c := newCore[K](len(people))
	for _, p := range people {
		if slot, ok := c.byID[p.ID]; ok {
			c.entries[slot].dead = true
			c.dead++
		}
		c.append(p)
	}
	for slot := range c.entries {
		if !c.entries[slot].dead {
			c.numbers = append(c.numbers, int32(slot))
		}
	}
	slices.SortFunc(c.numbers, c.compareNumbers)
	return c
}

func (c *core[K]) compareNumbers(a, b int32) int {
	if n := strings.Compare(c.texts[a], c.texts[b]); n != 0 {
		return n
	}
	return int(a - b)
}

// append adds a slot with its postings, all but the list of numbers.
func (c *core[K]) append(p Person[K]) int32 {
	slot := int32(len(c.entries))
	e := entry[K]{person: p, tokens: tokenise(p.Name)}
	number := foldText(p.Number)
	var order strings.Builder
	for _, t := range e.tokens {
		if len(t.readings) > 0 {
			order.WriteString(t.readings[0])
		} else {
			order.WriteRune(t.han)
		}
		order.WriteByte(' ')
	}
	order.WriteString("\x00" + p.Name + "\x00" + number) // shorter names first
	e.order = order.String()
	c.entries = append(c.entries, e)
	c.texts = append(c.texts, number)
	c.byID[p.ID] = slot
	postingKeys(e.tokens, func(key uint64) {
		// Slots grow, so a key met twice for one name is at the list's end.
		if list := c.postings[key]; len(list) == 0 || list[len(list)-1] != slot {
			c.postings[key] = append(list, slot)
		}
	})
	if text := foldText(p.Post); text != "" {
		c.posts[text] = append(c.posts[text], slot)
	}
	if text := foldText(p.Department); text != "" {
		c.places[text] = append(c.places[text], slot)
	}
	return slot
}

// insert adds one person to a core that is in use.
func (c *core[K]) insert(p Person[K]) {
	c.remove(p.ID)
	slot := c.append(p)
	at, _ := slices.BinarySearchFunc(c.numbers, slot, c.compareNumbers)
	c.numbers = slices.Insert(c.numbers, at, slot)
}

func (c *core[K]) remove(id K) bool {
	slot, ok := c.byID[id]
	if !ok {
		return false
	}
	delete(c.byID, id)
	c.entries[slot].dead = true
	c.dead++
	if at, found := slices.BinarySearchFunc(c.numbers, slot, c.compareNumbers); found {
		c.numbers = slices.Delete(c.numbers, at, at+1)
	}
	return true
}

// wasteful tells that so many slots are dead that building anew pays.
func (c *core[K]) wasteful() bool { return c.dead > 1024 && c.dead > len(c.byID)/4 }

// living lists the people in no particular order.
func (c *core[K]) living() []Person[K] {
	people := make([]Person[K], 0, len(c.byID))
	for i := range c.entries {
		if !c.entries[i].dead {
			people = append(people, c.entries[i].person)
		}
	}
	return people
}

// pair is the key of two letters, single of one letter or character.
func pair(a, b rune) uint64 { return uint64(a)<<32 | uint64(b) }
func single(a rune) uint64  { return uint64(a) << 32 }

// postingKeys calls add with every key under which a name can be looked for:
// its characters, the first letter of each reading, and what can follow it -
// the second letter or the beginning of the next token.
func postingKeys(tokens []token, add func(key uint64)) {
	for i := range tokens {
		t := &tokens[i]
		if t.han != 0 {
			add(single(t.han))
		}
		for _, reading := range t.readings {
			first, second := leading(reading)
			add(single(first))
			if second != 0 {
				add(pair(first, second))
			}
			if i+1 == len(tokens) {
				continue
			}
			for _, next := range tokens[i+1].readings {
				after, _ := leading(next)
				add(pair(first, after))
			}
		}
	}
}

func leading(s string) (first, second rune) {
	for i, r := range s {
		if i == 0 {
			first = r
			continue
		}
		return first, r
	}
	return first, 0
}
