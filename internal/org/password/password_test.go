package password_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"tonggui/internal/org/password"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/wait"
)

var own = password.Own{Number: "30170042", Name: "程更辰", Pinyin: []string{"cheng", "geng", "chen"}, Mobile: "17700461828",
	Email: "gengchen.cheng@example.com", Company: []string{"yongshun", "永顺科技"}}

func codes(p string) []string {
	out := []string{}
	for _, v := range password.Check(p, own) {
		out = append(out, strings.TrimPrefix(v.Code, "password."))
	}
	return out
}

// covers: ACC-04
func TestEachFaultOfAPasswordIsNamed(t *testing.T) {
	for p, want := range map[string][]string{
		"Kd7#":                           {"too_short"},
		"7#928415@6":                     {"needs_letter"},
		"Kdvbnqpt#":                      {"needs_digit"},
		"Kd7vbn3qpt":                     {"needs_special"},
		"":                               {"too_short", "needs_letter", "needs_digit", "needs_special"},
		strings.Repeat("Kd7#vbn", 19):    {"too_long"},
		"P@ssw0rd!":                      {"common"},
		"Password2026!":                  {"common"},
		"Qwer1234!":                      {"common"},
		"1qaz@WSX":                       {"common"},
		"1q2w3e4r!":                      {"common"},
		"Woaini@520":                     {"common"},
		"Zhangwei_1990":                  {"common"},
		"weizhang#88":                    {"common"},
		"Admin@123":                      {"common"},
		"abc!12345678":                   {"common"},
		"Aa123456!":                      {"common"},
		"Aa1!Aa1!Aa1!":                   {"common"},
		"ｐａｓｓｗｏｒｄ＠１２３":                   {"common"},
		"x30170042!":                     {"personal"},
		"Chenggengchen#7":                {"personal"},
		"Ch3ng-geng-ch3n#77x":            {"personal"},
		"我是程更辰#77abc":                    {"personal"},
		"Kd#461828xyz":                   {"personal"},
		"Yongshun#7261":                  {"personal"},
		"kD7#vbn-quiet-Otter":            {},
		"床前明月光7#quiet":                   {},
		"Rain 4 harbour lamp":            {},
		"correct-7-horse-battery-staple": {},
	} {
		if got := codes(p); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", p, got, want)
		}
	}
}

func TestTheCommonListIsLong(t *testing.T) {
	if n := password.CommonCount(); n < 3000 {
		t.Fatalf("only %d common passwords are known", n)
	}
}

var cheap = password.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}

// covers: ACC-04
func TestAChosenPasswordIsKeptAsArgon2id(t *testing.T) {
	ctx := t.Context()
	h := password.NewHasher(password.Standard)
	stored, err := h.Hash(ctx, "kD7#vbn-quiet-Otter")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(stored, "$argon2id$v=19$m=65536,t=3,p=1$") {
		t.Fatalf("stored as %q", stored)
	}
	for typed, want := range map[string]bool{"kD7#vbn-quiet-Otter": true, "kD7#vbn-quiet-otter": false, "": false} {
		if ok, stale, err := h.Verify(ctx, stored, typed); ok != want || stale || err != nil {
			t.Errorf("%q: ok %v stale %v err %v", typed, ok, stale, err)
		}
	}
	if _, stale, err := password.NewHasher(cheap).Verify(ctx, stored, "kD7#vbn-quiet-Otter"); !stale || err != nil {
		t.Errorf("another cost was not noticed: %v", err)
	}
}

func TestDamagedHashesVerifyNothing(t *testing.T) {
	h := password.NewHasher(cheap)
	for _, stored := range []string{"", "x", "$argon2id$v=19$m=64,t=1,p=1$$", "$argon2i$v=19$m=64,t=1,p=1$YWJj$YWJj", "$argon2id$v=18$m=64,t=1,p=1$YWJj$YWJj"} {
		if ok, _, err := h.Verify(t.Context(), stored, ""); ok || err == nil {
			t.Errorf("%q: ok %v err %v", stored, ok, err)
		}
	}
}

func TestWhoeverComesToABusyHasherIsToldSo(t *testing.T) {
	h := password.NewHasher(password.Standard)
	ctx, cancel := context.WithCancel(t.Context())
	busy := make(chan struct{}, 200)
	var wg sync.WaitGroup
	for range 200 {
		wg.Go(func() {
			if err := h.Burn(ctx, "x"); errors.Is(err, password.ErrBusy) {
				busy <- struct{}{}
			}
		})
	}
	wait.On(t, "somebody is told that it is busy", busy)
	cancel() // whoever still waits gives up
	wg.Wait()
}

// covers: ACC-03
func TestAnInitialPasswordIsLongAndForgivesHowItIsTyped(t *testing.T) {
	account, other := id.New(1), id.New(2)
	initial := password.NewInitial()
	if len(initial) != 30 || strings.Count(initial, "-") != 4 || initial == password.NewInitial() {
		t.Fatalf("initial password %q", initial)
	}
	stored := password.HashInitial(account, initial)
	if !password.IsInitial(stored) || strings.Contains(stored, initial) {
		t.Fatalf("stored as %q", stored)
	}
	for _, typed := range []string{initial, strings.ToLower(initial), strings.ReplaceAll(initial, "-", ""),
		" " + strings.ReplaceAll(initial, "-", " "), strings.ReplaceAll(strings.ReplaceAll(initial, "0", "o"), "1", "l")} {
		if !password.VerifyInitial(stored, account, typed) {
			t.Errorf("%q is refused", typed)
		}
	}
	if password.VerifyInitial(stored, other, initial) || password.VerifyInitial(stored, account, password.NewInitial()) ||
		password.VerifyInitial(stored, account, "") || password.VerifyInitial("", account, "") {
		t.Error("a password that is not the one was accepted")
	}
}
