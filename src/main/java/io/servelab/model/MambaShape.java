package io.servelab.model;

/**
 * Sizes of a Mamba-2 layer.
 *
 * @param heads heads
 * @param headDim width of a head, elements
 * @param stateSize width of the state of one head channel, elements
 * @param groups groups that share input and output maps of the state
 * @param convKernel taps of the short convolution
 * @param chunkSize tokens scanned at once; 0 when not stated
 */
public record MambaShape(
    int heads, int headDim, int stateSize, int groups, int convKernel, int chunkSize) {

  static MambaShape read(ConfigFields fields) {
    return new MambaShape(
        fields.required("mamba_num_heads"),
        fields.required("mamba_head_dim"),
        fields.required("ssm_state_size"),
        fields.required("n_groups"),
        fields.required("conv_kernel"),
        fields.integer("chunk_size").orElse(0));
  }

  /** Width of the layer inside, elements. */
  public int innerSize() {
    return heads * headDim;
  }
}
