package io.servelab.layers;

import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.MoeQuant;
import io.servelab.model.QuantMode;
import io.servelab.op.Operation;
import io.servelab.op.attention.ContextAttention;
import io.servelab.op.dense.Gemm;
import io.servelab.op.mla.ContextMla;
import io.servelab.op.mla.MlaBmm;
import io.servelab.op.mla.MlaModuleContext;
import io.servelab.op.mla.MlaModuleGeneration;
import io.servelab.op.mla.WideEpContextMla;
import io.servelab.op.moe.Moe;
import io.servelab.op.moe.MoeDispatch;
import io.servelab.op.moe.MoeExpertCompute;
import io.servelab.op.sparse.BlockFormats;
import io.servelab.op.sparse.DsaBlock;
import io.servelab.op.sparse.DsaContext;
import io.servelab.op.sparse.DsaGeneration;
import io.servelab.op.sparse.DsaWeights;
import io.servelab.op.sparse.Dsv4Block;
import io.servelab.op.sparse.Dsv4Context;
import io.servelab.op.sparse.Dsv4Generation;
import io.servelab.op.sparse.Mhc;
import io.servelab.op.sparse.MsaBlock;
import io.servelab.op.sparse.MsaContext;
import io.servelab.op.sparse.MsaGeneration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Number formats in which operations compute: which one, and the same operation in another. */
public final class OperationFormats {

  /** Operations of one kind, which all know the same formats. */
  private record Kind<T extends Operation>(
      Class<T> type,
      List<String> formats,
      Function<T, QuantMode> format,
      BiFunction<T, String, Operation> change) {

    boolean holds(Operation operation) {
      return type.isInstance(operation);
    }

    String formatOf(Operation operation) {
      return format.apply(type.cast(operation)).id();
    }

    Operation changed(Operation operation, String format) {
      return change.apply(type.cast(operation), format);
    }
  }

  /** Every kind with a format of its own; one line registers another. */
  private static final List<Kind<?>> KINDS =
      List.of(
          projection(Gemm.class, Gemm::quant, Gemm::in),
          projection(
              MlaBmm.class,
              MlaBmm::quant,
              (op, format) -> new MlaBmm(op.heads(), format, op.into())),
          projection(MlaModuleContext.class, MlaModuleContext::gemm, OperationFormats::module),
          projection(
              MlaModuleGeneration.class, MlaModuleGeneration::gemm, OperationFormats::module),
          projection(DsaContext.class, op -> op.block().formats().gemm(), OperationFormats::sparse),
          projection(
              DsaGeneration.class, op -> op.block().formats().gemm(), OperationFormats::sparse),
          projection(
              Dsv4Context.class, op -> op.block().formats().gemm(), OperationFormats::compressed),
          projection(
              Dsv4Generation.class,
              op -> op.block().formats().gemm(),
              OperationFormats::compressed),
          projection(
              MsaContext.class, op -> op.block().formats().gemm(), OperationFormats::blockSparse),
          projection(
              MsaGeneration.class,
              op -> op.block().formats().gemm(),
              OperationFormats::blockSparse),
          projection(Mhc.class, Mhc::quant, OperationFormats::mixing),
          experts(Moe.class, Moe::quant, OperationFormats::experts),
          experts(MoeExpertCompute.class, MoeExpertCompute::quant, OperationFormats::experts),
          experts(MoeDispatch.class, MoeDispatch::quant, OperationFormats::exchange),
          attention(ContextAttention.class, ContextAttention::math, OperationFormats::attention),
          attention(ContextMla.class, ContextMla::math, OperationFormats::latent),
          attention(WideEpContextMla.class, WideEpContextMla::math, OperationFormats::latent));

  private OperationFormats() {}

  /** Names of the formats that an operation knows; none if it has no format of its own. */
  static List<String> of(Operation operation) {
    return kind(operation).map(Kind::formats).orElse(List.of());
  }

  /** Name of the format in which an operation computes; empty if it has none of its own. */
  public static Optional<String> formatOf(Operation operation) {
    return kind(operation).map(kind -> kind.formatOf(unscaled(operation)));
  }

  /** The operation in a format that it knows. */
  static Operation in(Operation operation, String format) {
    Operation changed = kind(operation).orElseThrow().changed(unscaled(operation), format);
    return operation instanceof ScaledOperation scaled
        ? new ScaledOperation(changed, scaled.factor())
        : changed;
  }

  private static Optional<Kind<?>> kind(Operation operation) {
    Operation plain = unscaled(operation);
    return KINDS.stream().filter(kind -> kind.holds(plain)).findFirst();
  }

  private static Operation unscaled(Operation operation) {
    return operation instanceof ScaledOperation scaled ? scaled.operation() : operation;
  }

  private static <T extends Operation> Kind<T> projection(
      Class<T> type, Function<T, QuantMode> format, BiFunction<T, GemmQuant, Operation> change) {
    return kind(type, GemmQuant.values(), GemmQuant::of, format, change);
  }

  private static <T extends Operation> Kind<T> experts(
      Class<T> type, Function<T, QuantMode> format, BiFunction<T, MoeQuant, Operation> change) {
    return kind(type, MoeQuant.values(), MoeQuant::of, format, change);
  }

  private static <T extends Operation> Kind<T> attention(
      Class<T> type, Function<T, QuantMode> format, BiFunction<T, FmhaQuant, Operation> change) {
    return kind(type, FmhaQuant.values(), FmhaQuant::of, format, change);
  }

  private static <T extends Operation, Q extends QuantMode> Kind<T> kind(
      Class<T> type,
      Q[] formats,
      Function<String, Q> find,
      Function<T, QuantMode> format,
      BiFunction<T, Q, Operation> change) {
    return new Kind<>(
        type,
        Arrays.stream(formats).map(QuantMode::id).toList(),
        format,
        (operation, name) -> change.apply(operation, find.apply(name)));
  }

  private static Operation module(MlaModuleContext op, GemmQuant format) {
    return new MlaModuleContext(op.heads(), op.math(), op.kv(), format, op.nativeHeads());
  }

  private static Operation module(MlaModuleGeneration op, GemmQuant format) {
    return new MlaModuleGeneration(op.heads(), op.kv(), format, op.nativeHeads());
  }

  private static Operation sparse(DsaContext op, GemmQuant format) {
    return new DsaContext(in(op.block(), format), op.cp(), op.indexedShare());
  }

  private static Operation sparse(DsaGeneration op, GemmQuant format) {
    return new DsaGeneration(in(op.block(), format), op.indexedShare());
  }

  private static DsaBlock in(DsaBlock block, GemmQuant format) {
    return new DsaBlock(
        block.variant(),
        block.heads(),
        block.topk(),
        in(block.formats(), format),
        DsaWeights.all(format));
  }

  private static Operation compressed(Dsv4Context op, GemmQuant format) {
    return new Dsv4Context(in(op.block(), format), op.cp());
  }

  private static Operation compressed(Dsv4Generation op, GemmQuant format) {
    return new Dsv4Generation(in(op.block(), format));
  }

  private static Dsv4Block in(Dsv4Block block, GemmQuant format) {
    return new Dsv4Block(block.kind(), block.sizes(), block.heads(), in(block.formats(), format));
  }

  private static Operation blockSparse(MsaContext op, GemmQuant format) {
    return new MsaContext(in(op.block(), format), op.donor());
  }

  private static Operation blockSparse(MsaGeneration op, GemmQuant format) {
    return new MsaGeneration(in(op.block(), format), op.donor());
  }

  private static MsaBlock in(MsaBlock block, GemmQuant format) {
    return new MsaBlock(
        block.hidden(),
        block.heads(),
        block.indexer(),
        block.blockSize(),
        in(block.formats(), format));
  }

  private static BlockFormats in(BlockFormats formats, GemmQuant format) {
    return new BlockFormats(formats.math(), formats.kv(), format);
  }

  private static Operation mixing(Mhc op, GemmQuant format) {
    return new Mhc(op.side(), op.connections(), op.hidden(), format, op.share());
  }

  private static Operation experts(Moe op, MoeQuant format) {
    return new Moe(
        op.shape(), op.gated(), op.split(), format, op.distribution(), op.attentionDp(), op.eplb());
  }

  private static Operation experts(MoeExpertCompute op, MoeQuant format) {
    return new MoeExpertCompute(
        op.shape(), op.gated(), op.slots(), op.ep(), format, op.load(), op.kernel());
  }

  private static Operation exchange(MoeDispatch op, MoeQuant format) {
    return new MoeDispatch(
        op.engine(), op.before(), op.routing(), op.split(), op.attention(), format);
  }

  private static Operation attention(ContextAttention op, FmhaQuant format) {
    return new ContextAttention(
        op.heads(), op.window(), format, op.kv(), op.qkNorm(), op.cp(), op.lanes());
  }

  private static Operation latent(ContextMla op, FmhaQuant format) {
    return new ContextMla(op.heads(), format, op.kv(), op.cp());
  }

  private static Operation latent(WideEpContextMla op, FmhaQuant format) {
    return new WideEpContextMla(op.heads(), format, op.kv(), op.kernel(), op.cp());
  }
}
