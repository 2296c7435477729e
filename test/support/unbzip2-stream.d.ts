declare module 'unbzip2-stream' {
  /** A stream of the old kind: it takes bzip2 and emits `data` and `end`. */
  export default function unbzip2(): NodeJS.ReadWriteStream;
}
