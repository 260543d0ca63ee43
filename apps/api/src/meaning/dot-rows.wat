;; Scalar products of one vector with many rows, eight multiplications at a time. JavaScript has no such instruction, and takes
;; five times as long. Numbers are int16; `npm run assemble -w @galatea/api` writes dot-rows.wasm.
(module
  (import "host" "memory" (memory 1 65536))

  ;; Writes int32 products of the $count rows from $row on with the vector at $sought, to $out. A row has $width bytes, a
  ;; multiple of 16; so has the vector.
  (func (export "dotRows") (param $row i32) (param $width i32) (param $count i32) (param $sought i32) (param $out i32)
    (local $column i32) (local $end i32) (local $sum v128)
    (block $done
      (loop $rows
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (local.set $column (local.get $sought))
        (local.set $end (i32.add (local.get $row) (local.get $width)))
        (loop $columns
          (local.set $sum (i32x4.add (local.get $sum)
            (i32x4.dot_i16x8_s (v128.load (local.get $row)) (v128.load (local.get $column)))))
          (local.set $row (i32.add (local.get $row) (i32.const 16)))
          (local.set $column (i32.add (local.get $column) (i32.const 16)))
          (br_if $columns (i32.ne (local.get $row) (local.get $end))))
        (i32.store (local.get $out) (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
          (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $rows)))))
