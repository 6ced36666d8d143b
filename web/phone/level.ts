const EVERY_MS = 80;
/** Below this nobody hears anything, in decibels under full scale. */
const QUIET_DB = -60;

let context: AudioContext | undefined;

/** Measures how loud a stream is, from 0 to 1 as ears hear it, until the returned function is called. */
export function watchLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  context ??= new AudioContext();
  void context.resume();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  const samples = new Float32Array(analyser.fftSize);
  let source: MediaStreamAudioSourceNode | undefined;
  const connect = () => {
    source?.disconnect();
    source = stream.getAudioTracks().length > 0 ? context?.createMediaStreamSource(stream) : undefined;
    source?.connect(analyser);
  };
  connect();
  // The track of the other side comes after its stream, and a microphone can be exchanged.
  stream.addEventListener('addtrack', connect);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    onLevel(levelOf(power));
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    stream.removeEventListener('addtrack', connect);
    source?.disconnect();
  };
}

/** The level of a mean square: logarithmic, as ears are. */
export function levelOf(power: number): number {
  if (power <= 0) return 0;
  return Math.min(1, Math.max(0, 1 - (10 * Math.log10(power)) / QUIET_DB));
}
