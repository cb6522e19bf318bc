// Command verify judges a transparency log with Go's golang.org/x/mod/sumdb packages, which know
// nothing of the program that wrote it. Its one argument is a directory with
//
//	key               the log's verifier key
//	checkpoints/N     the signed checkpoint for each published size N
//	tile/…            tiles and entry bundles as c2sp.org/tlog-tiles names them, partial ones too
//	proofs            lines "inclusion SIZE INDEX HASH…" and "consistency SIZE OLDSIZE HASH…"
//
// It recomputes everything from the entry bundles, compares, and prints what it counted.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

type log struct {
	directory string
	verifier  note.Verifier
	sizes     []int64
	roots     map[int64]tlog.Hash
	leaves    []tlog.Hash
	stored    hashes
	visited   map[string]bool // the files under tile/ that belong there
}

// hashes are all stored hashes of the log, recomputed from its entries.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(h)) {
			return nil, fmt.Errorf("hash %d is not stored", index)
		}
		found[i] = h[index]
	}
	return found, nil
}

// files reads the tiles that the program under judgement wrote.
type files struct{ log *log }

func (f files) Height() int                                { return tileHeight }
func (f files) SaveTiles(tiles []tlog.Tile, data [][]byte) {}
func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		bytes, err := os.ReadFile(filepath.Join(f.log.directory, path(tile)))
		if err != nil {
			return nil, err
		}
		data[i] = bytes
	}
	return data, nil
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: verify DIRECTORY")
		os.Exit(2)
	}
	counts, err := judge(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "verify:", err)
		os.Exit(1)
	}
	fmt.Println(counts)
}

func judge(directory string) (string, error) {
	l := &log{directory: directory, roots: map[int64]tlog.Hash{}, visited: map[string]bool{}}
	if err := l.openCheckpoints(); err != nil {
		return "", err
	}
	tiles, bundles := 0, 0
	previous := int64(0)
	for _, size := range l.sizes {
		newest := newestTiles(previous, size)
		for _, tile := range newest {
			if tile.L == 0 {
				if err := l.readBundle(tile, previous); err != nil {
					return "", err
				}
				bundles++
			}
		}
		if int64(len(l.leaves)) != size {
			return "", fmt.Errorf("size %d: the bundles hold %d entries", size, len(l.leaves))
		}
		if err := l.checkRoot(size); err != nil {
			return "", err
		}
		for _, tile := range newest {
			if err := l.checkTile(tile); err != nil {
				return "", err
			}
			tiles++
		}
		previous = size
	}
	if err := l.checkNothingElse(); err != nil {
		return "", err
	}
	inclusions, consistencies, err := l.checkProofs()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(
		"%d checkpoints, %d tiles, %d entry bundles, %d inclusion proofs, %d consistency proofs",
		len(l.sizes), tiles, bundles, inclusions, consistencies), nil
}

// openCheckpoints verifies the signature of each checkpoint and keeps its size and root.
func (l *log) openCheckpoints() error {
	key, err := os.ReadFile(filepath.Join(l.directory, "key"))
	if err != nil {
		return err
	}
	l.verifier, err = note.NewVerifier(string(key))
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(filepath.Join(l.directory, "checkpoints"))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		bytes, err := os.ReadFile(filepath.Join(l.directory, "checkpoints", entry.Name()))
		if err != nil {
			return err
		}
		opened, err := note.Open(bytes, note.VerifierList(l.verifier))
		if err != nil {
			return fmt.Errorf("checkpoint %s: %v", entry.Name(), err)
		}
		lines := strings.Split(opened.Text, "\n")
		if len(lines) != 4 || lines[0] != l.verifier.Name() || lines[1] != entry.Name() {
			return fmt.Errorf("checkpoint %s reads %q", entry.Name(), opened.Text)
		}
		size, err := strconv.ParseInt(lines[1], 10, 64)
		if err != nil {
			return err
		}
		root, err := tlog.ParseHash(lines[2])
		if err != nil {
			return err
		}
		l.sizes = append(l.sizes, size)
		l.roots[size] = root
	}
	sort.Slice(l.sizes, func(i, j int) bool { return l.sizes[i] < l.sizes[j] })
	return nil
}

// newestTiles are the tiles to write for a log that grew, each with its newest width only.
func newestTiles(old, new int64) []tlog.Tile {
	var newest []tlog.Tile
	for _, tile := range tlog.NewTiles(tileHeight, old, new) {
		last := len(newest) - 1
		if last >= 0 && newest[last].L == tile.L && newest[last].N == tile.N {
			newest[last] = tile
		} else {
			newest = append(newest, tile)
		}
	}
	// Go also names the unchanged partial tile of a level; it was written for an earlier size.
	changed := newest[:0]
	for _, tile := range newest {
		if tile.N<<tileHeight+int64(tile.W) > old>>(tileHeight*uint(tile.L)) {
			changed = append(changed, tile)
		}
	}
	return changed
}

// path is where c2sp.org/tlog-tiles puts the tile: Go writes its height in front.
func path(tile tlog.Tile) string {
	return "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
}

// readBundle reads the entries beside a lowest tile and keeps those that are new.
func (l *log) readBundle(tile tlog.Tile, known int64) error {
	name := strings.Replace(path(tile), "tile/0/", "tile/entries/", 1)
	data, err := os.ReadFile(filepath.Join(l.directory, name))
	if err != nil {
		return err
	}
	l.visited[name] = true
	for i := 0; i < tile.W; i++ {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return fmt.Errorf("%s ends in entry %d", name, i)
		}
		length := int(binary.BigEndian.Uint16(data))
		entry := data[2 : 2+length]
		data = data[2+length:]
		index := tile.N<<tileHeight + int64(i)
		hash := tlog.RecordHash(entry)
		if index < known {
			if l.leaves[index] != hash {
				return fmt.Errorf("%s changes entry %d", name, index)
			}
			continue
		}
		stored, err := tlog.StoredHashesForRecordHash(index, hash, l.stored)
		if err != nil {
			return err
		}
		l.leaves = append(l.leaves, hash)
		l.stored = append(l.stored, stored...)
	}
	if len(data) != 0 {
		return fmt.Errorf("%s goes on after %d entries", name, tile.W)
	}
	return nil
}

func (l *log) checkRoot(size int64) error {
	root := tlog.Hash(sha256.Sum256(nil)) // Go's TreeHash(0) is all zeros, RFC 6962's is this
	if size > 0 {
		var err error
		if root, err = tlog.TreeHash(size, l.stored); err != nil {
			return err
		}
	}
	if root != l.roots[size] {
		return fmt.Errorf("size %d: the checkpoint has root %v, Go %v", size, l.roots[size], root)
	}
	return nil
}

func (l *log) checkTile(tile tlog.Tile) error {
	want, err := tlog.ReadTileData(tile, l.stored)
	if err != nil {
		return err
	}
	got, err := os.ReadFile(filepath.Join(l.directory, path(tile)))
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("%s differs from Go's", path(tile))
	}
	l.visited[path(tile)] = true
	return nil
}

// checkNothingElse finds files that no published size needs.
func (l *log) checkNothingElse() error {
	root := filepath.Join(l.directory, "tile")
	if _, err := os.Stat(root); os.IsNotExist(err) {
		return nil
	}
	return filepath.Walk(root, func(name string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		relative, err := filepath.Rel(l.directory, name)
		if err == nil && !l.visited[relative] {
			err = fmt.Errorf("%s belongs to no published size", relative)
		}
		return err
	})
}

func (l *log) checkProofs() (inclusions, consistencies int, err error) {
	file, err := os.Open(filepath.Join(l.directory, "proofs"))
	if err != nil {
		return 0, 0, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 3 {
			return 0, 0, fmt.Errorf("malformed line %q", lines.Text())
		}
		size, err1 := strconv.ParseInt(fields[1], 10, 64)
		other, err2 := strconv.ParseInt(fields[2], 10, 64)
		if err1 != nil || err2 != nil {
			return 0, 0, fmt.Errorf("malformed line %q", lines.Text())
		}
		proof := make([]tlog.Hash, len(fields)-3)
		for i, text := range fields[3:] {
			if proof[i], err = tlog.ParseHash(text); err != nil {
				return 0, 0, err
			}
		}
		switch fields[0] {
		case "inclusion":
			err = l.checkInclusion(proof, size, other)
			inclusions++
		case "consistency":
			err = l.checkConsistency(proof, size, other)
			consistencies++
		default:
			err = fmt.Errorf("malformed line %q", lines.Text())
		}
		if err != nil {
			return 0, 0, fmt.Errorf("%s %d %d: %v", fields[0], size, other, err)
		}
	}
	return inclusions, consistencies, lines.Err()
}

// tiles reads hashes out of the written tiles, which Go authenticates against the root first.
func (l *log) tiles(size int64) tlog.HashReader {
	return tlog.TileHashReader(tlog.Tree{N: size, Hash: l.roots[size]}, files{l})
}

func (l *log) checkInclusion(proof tlog.RecordProof, size, index int64) error {
	if err := tlog.CheckRecord(proof, size, l.roots[size], index, l.leaves[index]); err != nil {
		return err
	}
	own, err := tlog.ProveRecord(size, index, l.tiles(size))
	if err != nil {
		return err
	}
	return same(proof, own)
}

func (l *log) checkConsistency(proof tlog.TreeProof, size, old int64) error {
	if err := tlog.CheckTree(proof, size, l.roots[size], old, l.roots[old]); err != nil {
		return err
	}
	own, err := tlog.ProveTree(size, old, l.tiles(size))
	if err != nil {
		return err
	}
	return same(proof, own)
}

func same(proof, own []tlog.Hash) error {
	if len(proof) != len(own) {
		return fmt.Errorf("the proof has %d hashes, Go's has %d", len(proof), len(own))
	}
	for i := range own {
		if proof[i] != own[i] {
			return fmt.Errorf("hash %d is %v, Go's is %v", i, proof[i], own[i])
		}
	}
	return nil
}
