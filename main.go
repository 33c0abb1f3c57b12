// Lectern reads speeches in the terminal, marks them and keeps notes on them.
package main

import (
	_ "embed"
	"os"

	"lectern/ui/cli"
)

//go:embed testdata/speeches/natural-resources-bureau.txt
var sample []byte

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, sample))
}
