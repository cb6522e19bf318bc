"""Has the PyPI package proofbundle judge tlog-proof files that Strata wrote.

check-proofs.py DIRECTORY, which holds log.key, witness.keys (one a line, all of them needed) and
for each proof NAME.tlog-proof and NAME.entry. Each must be accepted, and refused with any one byte
changed. A proof whose name begins with "extra" carries data that nothing vouches for: it must be
accepted, and is not changed.
"""

import sys
from pathlib import Path

from proofbundle.tlogproof import verify_tlog_proof


def main(directory: Path) -> int:
    log_key = (directory / "log.key").read_text()
    witness_keys = (directory / "witness.keys").read_text().split()
    origin = log_key.split("+")[0]

    def verdict(proof: bytes, entry: bytes) -> dict:
        try:
            text = proof.decode("utf-8")
        except UnicodeDecodeError:
            return {"ok": False}
        return verify_tlog_proof(
            text, entry, log_key, witness_keys,
            threshold=len(witness_keys), expected_origin=origin)

    accepted = refused = 0
    for file in sorted(directory.glob("*.tlog-proof")):
        proof, entry = file.read_bytes(), file.with_suffix(".entry").read_bytes()
        result = verdict(proof, entry)
        if not result["ok"]:
            print(f"{file.name} is refused: {result}", file=sys.stderr)
            return 1
        accepted += 1
        if verdict(proof, entry + b"!")["ok"]:
            print(f"{file.name} is accepted for another entry", file=sys.stderr)
            return 1
        if file.name.startswith("extra"):
            continue
        for offset, byte in enumerate(proof):
            # A bit that keeps most bytes printable, so that parsers cannot stop at the first look.
            changed = proof[:offset] + bytes([byte ^ 0x01]) + proof[offset + 1 :]
            if verdict(changed, entry)["ok"]:
                print(f"{file.name} is accepted with byte {offset} changed", file=sys.stderr)
                return 1
            refused += 1
    print(f"{accepted} proofs accepted, {refused} changed ones refused")
    return 0 if accepted and refused else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
